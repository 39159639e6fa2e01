import { readFile, writeFile } from 'node:fs/promises';
import { fileProblem, printableJson } from '@corsmith/evidence';
import { type Baseline, parseBaseline } from '@corsmith/lint';
import { UsageError } from '../usage-error.js';

/** @throws UsageError if there is none, or it is invalid. */
export async function readBaseline(file: string): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const hint = 'Add --update-baseline to write it';
    throw new UsageError([{ message: fileProblem(file, error), ...(error.code === 'ENOENT' && { hint }) }]);
  });
  const baseline = parseBaseline(text);
  if (typeof baseline === 'string') throw new UsageError([{ message: `${file}: ${baseline}` }]);
  return baseline;
}

/** @throws UsageError if it can't be written. */
export async function writeBaseline(file: string, baseline: Baseline): Promise<void> {
  await writeFile(file, `${printableJson(baseline)}\n`).catch((error: unknown) => {
    throw new UsageError([{ message: fileProblem(file, error, 'written') }]);
  });
}
