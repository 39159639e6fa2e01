import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileProblem } from '@corsmith/evidence';
import { UsageError, type UsageProblem } from '../usage-error.js';
import type { Output } from './outputs.js';

/**
 * Creates the folders of all reports, so that a run is not lost after everything was sent.
 * @throws UsageError if a report can't be written there
 */
export const prepareOutputs = (outputs: readonly Output[]): Promise<void> => forEachFile(outputs, prepare);

/** The same for one report, which that flag names. */
export const prepareFile = (flag: string, file: string): Promise<void> => orUsage(flag, file, prepare(file));

/**
 * Writes every report that can be written.
 * @throws UsageError for the others
 */
export const writeOutputs = <Name extends string>(
  outputs: readonly Output<Name>[],
  textOf: (output: Output<Name>) => string,
): Promise<void> => forEachFile(outputs, (file, output) => writeFile(file, textOf(output)));

/** @throws UsageError if it can't be written */
export const writeReport = (flag: string, file: string, text: string): Promise<void> =>
  orUsage(flag, file, writeFile(file, text));

async function prepare(file: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const known = await stat(file).catch(() => undefined);
  if (known?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  await access(known ? file : folder, constants.W_OK);
}

const problemOf = (flag: string, file: string, error: unknown): UsageProblem => ({
  message: `${flag}: ${fileProblem(file, error, 'written')}`,
});

async function orUsage(flag: string, file: string, work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    throw new UsageError([problemOf(flag, file, error)]);
  });
}

async function forEachFile<Name extends string>(
  outputs: readonly Output<Name>[],
  work: (file: string, output: Output<Name>) => Promise<void>,
): Promise<void> {
  const problems: UsageProblem[] = [];
  for (const output of outputs) {
    const { reporter, file } = output;
    if (file === undefined) continue;
    await work(file, output).catch((error: unknown) => {
      problems.push(problemOf(`--reporter ${reporter}=${file}`, file, error));
    });
  }
  if (problems.length > 0) throw new UsageError(problems);
}
