import type { SourceFile } from '@corsmith/readers';
import type { FileEdit, Finding } from './finding.js';
import { lint } from './lint.js';

/** What the edits of findings make of the files. */
export interface Fixes {
  /** Changed files, with their new text. */
  readonly files: readonly SourceFile[];
  readonly fixed: readonly Finding[];
}

/** The edits of one place may have to follow each other. */
const MOST_ROUNDS = 5;

/**
 * Applies the edits of these findings, each by itself: one that does not remove its finding, or that brings another broken or
 * insecure one, is left out.
 */
export async function fixesOf(findings: readonly Finding[], files: readonly SourceFile[]): Promise<Fixes> {
  let current = files;
  const fixed: Finding[] = [];
  const places = new Set(findings.map(placeKey));
  let open = findings;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const done = await inOneRound(open, current);
    if (done.fixed.length === 0) break;
    current = done.files;
    fixed.push(...done.fixed);
    open = (await lint({ files: current })).findings.filter((one) => places.has(placeKey(one)));
  }
  return { files: current.filter((one) => !files.includes(one)), fixed };
}

async function inOneRound(findings: readonly Finding[], files: readonly SourceFile[]): Promise<Fixes> {
  let current = files;
  let before = await found(current);
  const fixed: Finding[] = [];
  const lowest = new Map<string, number>();
  // From the end of each file, so that the places of the others stay.
  const open = findings
    .filter((one): one is Finding & { readonly fix: FileEdit } => one.fix !== undefined)
    .sort((a, b) => b.fix.from - a.fix.from);
  for (const finding of open) {
    const { file, from, to } = finding.fix;
    if (to > (lowest.get(file) ?? Number.POSITIVE_INFINITY)) continue;
    const changed = current.map((one) => (one.path === file ? edited(one, finding.fix) : one));
    const after = await found(changed);
    if (after.all.has(keyOf(finding)) || [...after.hard].some((key) => !before.hard.has(key))) continue;
    current = changed;
    before = after;
    lowest.set(file, from);
    fixed.push(finding);
  }
  return { files: current, fixed };
}

const edited = ({ path, text }: SourceFile, { from, to, text: instead }: FileEdit): SourceFile => ({
  path,
  text: text.slice(0, from) + instead + text.slice(to),
});

const placeKey = ({ id, file, line }: Finding): string => JSON.stringify([id, file, line]);

/** A fault is another one if its words are. */
const keyOf = ({ id, file, line, message }: Finding): string => JSON.stringify([id, file, line, message]);

async function found(files: readonly SourceFile[]) {
  const { findings } = await lint({ files });
  const isHard = ({ level }: Finding) => level === 'broken' || level === 'insecure';
  return { all: new Set(findings.map(keyOf)), hard: new Set(findings.filter(isHard).map(keyOf)) };
}
