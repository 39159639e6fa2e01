import { readFile, stat } from 'node:fs/promises';
import { basename, normalize } from 'node:path';
import { fileProblem } from '@corsmith/evidence';
import { type Compared, read, type Side, sideOfPolicy, sideOfReading } from '@corsmith/lint';
import { load } from 'js-yaml';
import { readPolicyFile } from '../fix/policy-file.js';
import { findFiles } from '../lint/files.js';
import { UsageError } from '../usage-error.js';

/** What an argument of `diff` names. */
export interface Named extends Compared {
  readonly name: string;
  /** Files that were not read, each with a sentence. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
  /** Of a URL: why the server could not be reached, if no request was responded to. */
  readonly failure?: () => string | undefined;
  readonly close?: () => void;
}

/**
 * A file, a folder or a contract. In a folder the configurations count, not a contract.
 * @throws UsageError if it can't be read, or has no CORS configuration and is a file.
 */
export async function comparedFiles(name: string): Promise<Named> {
  const found = await stat(name).catch((error: unknown) => {
    throw new UsageError([{ message: fileProblem(name, error) }]);
  });
  if (found.isFile() && (await isPolicy(name)))
    return { name, kind: 'whole', sides: [sideOfPolicy(await readPolicyFile(name), name)], skipped: [] };
  const { files, skipped } = await findFiles([name], undefined);
  const sides = read({ files }).policies.map(sideOfReading);
  if (found.isFile() && sides.length === 0)
    throw new UsageError([
      {
        message: `${name} has no CORS configuration that corsmith can read.`,
        hint: 'Give its folder, if other files belong to it',
      },
    ]);
  // Paths are compared below the two folders.
  return { name, kind: 'parts', sides: sides.map((side) => below(side, found.isFile() ? undefined : name)), skipped };
}

/** Of two files, the names don't count. */
function below(side: Side, folder: string | undefined): Side {
  if (folder === undefined) return { ...side, file: '' };
  const prefix = `${normalize(folder)
    .replace(/[\\/]+$/, '')
    .replaceAll('\\', '/')}/`;
  const { file = '' } = side;
  return { ...side, file: file.startsWith(prefix) ? file.slice(prefix.length) : file };
}

/** Whether it is a policy or a contract, and not the configuration of a stack. */
async function isPolicy(name: string): Promise<boolean> {
  if (!/\.(?:ya?ml|json)$/i.test(name)) return false;
  if (/^cors\.ya?ml$/i.test(basename(name))) return true;
  const text = await readFile(name, 'utf8').catch(() => '');
  if (!/\b(?:policy|origins)\b/.test(text)) return false;
  try {
    const data: unknown = load(text);
    return typeof data === 'object' && data !== null && ('policy' in data || 'origins' in data);
  } catch {
    return false;
  }
}
