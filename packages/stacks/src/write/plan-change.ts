import { rm } from 'node:fs/promises';
import type { PolicyConfig } from '@corsmith/server';
import { createTwoFilesPatch } from 'diff';
import { codePlaceOf } from '../catalogue.js';
import type { Recipe } from '../recipe.js';
import { socketIoStep } from '../socket-io.js';
import { type CompileCheck, prepareCompileCheck } from './compile-check.js';
import type { Edit } from './edit.js';
import { findExistingCors } from './existing-cors.js';
import { insertRecipe } from './insert-recipe.js';
import { nextRecipe } from './next-file.js';
import { type Project, projectOf } from './project.js';
import { readSourceFile, type SourceFile, SourceFileError, writeSourceFile } from './source-file.js';

/** A planned change of a file. */
export interface Change {
  readonly kind: 'change';
  readonly path: string;
  readonly file: SourceFile;
  /** Undefined if the file already has the recipe. */
  readonly text: string | undefined;
  /** A unified diff; empty if nothing changes. */
  readonly diff: string;
  /** What is left to do in addition to the recipe's own steps. */
  readonly steps: readonly string[];
}

/** The recipe can't be inserted automatically. */
export interface Refusal {
  readonly kind: 'refused';
  readonly path: string;
  /** A sentence. */
  readonly why: string;
}

export async function planChange(recipe: Recipe, name: string, policy: PolicyConfig): Promise<Change | Refusal> {
  const refusal = (why: string): Refusal => ({ kind: 'refused', path: name, why });
  if (recipe.leftOut) return refusal(`${recipe.title} cannot express the whole policy.`);
  const file = await readSourceFile(name).catch(reasonOf);
  if (typeof file === 'string') return refusal(file);
  const project = await projectOf(name);
  const adapted = recipe.stack === 'nextjs' ? await nextRecipe(recipe, name, project) : recipe;
  if (typeof adapted === 'string') return refusal(adapted);
  const before = file.bytes?.toString('utf8');
  const inserted = await insertRecipe(adapted, name, before);
  const own = inserted.kind === 'unchanged' ? undefined : await ownRegistration(adapted, before, { name, policy });
  const edit = own ?? inserted;
  if (edit.kind === 'refused') return refusal(edit.why);
  const change = { kind: 'change', path: name, file, steps: stepsFor(name, before ?? '', project, policy) } as const;
  if (edit.kind === 'unchanged') return { ...change, text: undefined, diff: '' };
  const other = own ? undefined : await findExistingCors(name, before ?? '', project);
  if (other)
    return refusal(
      `${other.file}, line ${other.line}, already configures CORS (${other.text.slice(0, 60)}). Change it there, or remove it first.`,
    );
  // Inserting the recipe again must change nothing: then the result still parses.
  const again = own
    ? await ownRegistration(adapted, edit.text, { name, policy })
    : await insertRecipe(adapted, name, edit.text);
  if (again?.kind !== 'unchanged') return refusal('The result could not be parsed again.');
  return { ...change, text: edit.text, diff: diffOf(name, before, edit.text) };
}

/** The change in the words of the registration that the file has; undefined if it has none. */
async function ownRegistration(
  { stack, removals }: Recipe,
  text: string | undefined,
  { name, policy }: { readonly name: string; readonly policy: PolicyConfig },
): Promise<Edit | undefined> {
  const kind = codePlaceOf(stack)?.kind;
  if (text === undefined || removals || !(kind === 'javascript-app' || kind === 'python-app')) return undefined;
  return (await import('./widen-registration.js')).widenRegistration(name, text, policy);
}

/**
 * Writes the change, and reverts it if the project's own compiler rejects it.
 * Resolves to the reason if it was not written.
 */
export async function applyChange({ path: name, file, text }: Change): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const before = file.bytes?.toString('utf8') ?? '';
  const compile: CompileCheck = await prepareCompileCheck(name, before, text);
  const failed = await writeSourceFile(file, text).catch(reasonOf);
  if (typeof failed === 'string') return failed;
  const problem = await compile();
  if (problem === undefined) return undefined;
  if (file.bytes === undefined) await rm(file.path);
  else await writeSourceFile(await readSourceFile(name), before);
  return `The file did not compile with the new code, so the change was reverted: ${problem}.`;
}

function stepsFor(name: string, text: string, { dependencies }: Project, policy: PolicyConfig): readonly string[] {
  const usesSocketIo = dependencies.has('socket.io') || /['"]socket\.io['"]/.test(text);
  return usesSocketIo && /\.[cm]?[jt]sx?$/.test(name) ? [socketIoStep(policy)] : [];
}

function diffOf(name: string, before: string | undefined, after: string): string {
  const old = before === undefined ? '/dev/null' : name;
  const patch = createTwoFilesPatch(old, name, before ?? '', after, '', '', { context: 3 });
  // createTwoFilesPatch begins with a row of equals signs.
  return patch.slice(patch.indexOf('--- ')).replace(/^(---|\+\+\+) (.*)\t$/gm, '$1 $2');
}

function reasonOf(error: unknown): string {
  if (error instanceof SourceFileError) return error.message;
  throw error;
}
