import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileProblem } from '@corsmith/evidence';
import { UsageError, type UsageProblem } from '../usage-error.js';
import type { Output } from './arguments.js';

/**
 * Creates the folders of all reports, so that a run is not lost after everything was sent.
 * @throws UsageError if a report can't be written there
 */
export async function prepareOutputs(outputs: readonly Output[]): Promise<void> {
  await forEachFile(outputs, async (file) => {
    const folder = dirname(file);
    await mkdir(folder, { recursive: true });
    const known = await stat(file).catch(() => undefined);
    if (known?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    await access(known ? file : folder, constants.W_OK);
  });
}

/**
 * Writes every report that can be written.
 * @throws UsageError for the others
 */
export const writeOutputs = (outputs: readonly Output[], textOf: (output: Output) => string): Promise<void> =>
  forEachFile(outputs, (file, output) => writeFile(file, textOf(output)));

async function forEachFile(
  outputs: readonly Output[],
  work: (file: string, output: Output) => Promise<void>,
): Promise<void> {
  const problems: UsageProblem[] = [];
  for (const output of outputs) {
    const { reporter, file } = output;
    if (file === undefined) continue;
    await work(file, output).catch((error: unknown) => {
      problems.push({ message: `--reporter ${reporter}=${file}: ${fileProblem(file, error, 'written')}` });
    });
  }
  if (problems.length > 0) throw new UsageError(problems);
}
