import { rm } from 'node:fs/promises';
import { type Recipe, socketIoStep } from '@corsmith/doctor';
import type { PolicyConfig } from '@corsmith/server';
import { createTwoFilesPatch } from 'diff';
import { UsageError } from '../../usage-error.js';
import { type Compile, compiling } from './compiler.js';
import { corsElsewhere } from './elsewhere.js';
import { nextRecipe } from './next-file.js';
import { type Project, projectOf } from './project.js';
import { put } from './put.js';
import { readSourceFile, type SourceFile, writeSourceFile } from './source-file.js';

/** What a file is to become. */
export interface Change {
  readonly kind: 'change';
  readonly path: string;
  readonly file: SourceFile;
  /** Undefined if it has the recipe already. */
  readonly text: string | undefined;
  /** In unified form; empty if nothing changes. */
  readonly diff: string;
  /** What is left to do beside the recipe's own steps. */
  readonly steps: readonly string[];
}

/** Only a person can put the recipe into that file. */
export interface Refusal {
  readonly kind: 'refused';
  readonly path: string;
  /** A sentence. */
  readonly why: string;
}

export async function plannedChange(recipe: Recipe, name: string, policy: PolicyConfig): Promise<Change | Refusal> {
  const refusal = (why: string): Refusal => ({ kind: 'refused', path: name, why });
  if (recipe.leftOut) return refusal(`${recipe.title} cannot express the whole policy.`);
  const file = await readSourceFile(name).catch(reasonOf);
  if (typeof file === 'string') return refusal(file);
  const project = await projectOf(name);
  const fitting = recipe.stack === 'nextjs' ? await nextRecipe(recipe, name, project) : recipe;
  if (typeof fitting === 'string') return refusal(fitting);
  const before = file.bytes?.toString('utf8');
  const edit = await put(fitting, name, before);
  if (edit.kind === 'refused') return refusal(edit.why);
  const change = { kind: 'change', path: name, file, steps: stepsFor(name, before ?? '', project, policy) } as const;
  if (edit.kind === 'unchanged') return { ...change, text: undefined, diff: '' };
  const other = await corsElsewhere(name, before ?? '', project);
  if (other)
    return refusal(
      `${other.file}, line ${other.line}, sets CORS up already (${other.text.slice(0, 60)}): change it there, or take that out first.`,
    );
  // What it has become must be what can be read again: the same recipe, and nothing to do.
  const again = await put(fitting, name, edit.text);
  if (again.kind !== 'unchanged') return refusal('The file would not be understood afterwards.');
  return { ...change, text: edit.text, diff: diffOf(name, before, edit.text) };
}

/**
 * Writes it, and takes it back if the project's own compiler refuses it.
 * Resolves to the reason if nothing has changed.
 */
export async function apply({ path: name, file, text }: Change): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const before = file.bytes?.toString('utf8') ?? '';
  const compile: Compile = await compiling(name, before, text);
  const failed = await writeSourceFile(file, text).catch(reasonOf);
  if (typeof failed === 'string') return failed;
  const problem = await compile();
  if (problem === undefined) return undefined;
  if (file.bytes === undefined) await rm(file.path);
  else await writeSourceFile(await readSourceFile(name), before);
  return `It did not compile with the code in it, so it is as it was: ${problem}.`;
}

function stepsFor(name: string, text: string, { dependencies }: Project, policy: PolicyConfig): readonly string[] {
  const usesSocketIo = dependencies.has('socket.io') || /['"]socket\.io['"]/.test(text);
  return usesSocketIo && /\.[cm]?[jt]sx?$/.test(name) ? [socketIoStep(policy)] : [];
}

function diffOf(name: string, before: string | undefined, after: string): string {
  const old = before === undefined ? '/dev/null' : name;
  const patch = createTwoFilesPatch(old, name, before ?? '', after, '', '', { context: 3 });
  // A row of equals signs comes first.
  return patch.slice(patch.indexOf('--- ')).replace(/^(---|\+\+\+) (.*)\t$/gm, '$1 $2');
}

function reasonOf(error: unknown): string {
  if (error instanceof UsageError) return error.problems.map(({ message }) => message).join(' ');
  throw error;
}
