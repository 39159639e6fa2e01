import type { Recipe } from '@corsmith/doctor';
import { createTwoFilesPatch } from 'diff';
import { UsageError } from '../../usage-error.js';
import { put } from './put.js';
import { readSourceFile, type SourceFile, UNWRITTEN, writeSourceFile } from './source-file.js';

/** What a file is to become. */
export interface Change {
  readonly file: SourceFile;
  /** Undefined where it has the recipe already. */
  readonly text: string | undefined;
  /** In unified form; empty where nothing changes. */
  readonly diff: string;
}

/** @throws UsageError where only a person can put the recipe into that file. */
export async function plannedChange(recipe: Recipe, path: string): Promise<Change> {
  const file = await readSourceFile(path);
  const before = file.bytes?.toString('utf8');
  const edit = await put(recipe, path, before);
  if (edit.kind === 'refused') throw new UsageError([{ message: `--write ${path}: ${edit.why}`, hint: UNWRITTEN }]);
  if (edit.kind === 'unchanged') return { file, text: undefined, diff: '' };
  const patch = createTwoFilesPatch(before === undefined ? '/dev/null' : path, path, before ?? '', edit.text, '', '', {
    context: 3,
  });
  // A row of equals signs comes first.
  return {
    file,
    text: edit.text,
    diff: patch.slice(patch.indexOf('--- ')).replace(/^(---|\+\+\+) (.*)\t$/gm, '$1 $2'),
  };
}

export const apply = async ({ file, text }: Change): Promise<void> => {
  if (text !== undefined) await writeSourceFile(file, text);
};
