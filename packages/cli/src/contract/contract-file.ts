import { isUtf8 } from 'node:buffer';
import { createReadStream, existsSync } from 'node:fs';
import { ContractError, type ContractProblem } from '@corsmith/contract';
import { fileProblem } from '@corsmith/evidence';
import { UsageError, type UsageProblem } from '../usage-error.js';

/** The default file names of a contract. */
export const CONTRACT_NAMES = ['cors.yaml', 'cors.yml', 'cors.json'] as const;

/** More than the reader takes, in bytes: it says itself what is too long. */
const FILE_LIMIT = 2 * 1024 * 1024;

/** The name of a contract from standard input. */
export const STANDARD_INPUT = 'standard input';

export interface ContractFile {
  /** Its name in messages, as it was given. */
  readonly path: string;
  readonly text: string;
}

/** The given contract, `-` for standard input, or the one in this folder. */
export async function openContract(named: string | undefined): Promise<ContractFile> {
  const path = named ?? CONTRACT_NAMES.find((name) => existsSync(name));
  if (path === undefined)
    throw new UsageError([
      {
        message: `There is no contract here: none of ${CONTRACT_NAMES.join(', ')}.`,
        hint: 'corsmith init writes one, from a URL that works, from CORS_ORIGINS or from questions',
      },
    ]);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > FILE_LIMIT) break;
    }
  } catch (error) {
    throw new UsageError([{ message: fileProblem(path, error) }]);
  }
  const bytes = Buffer.concat(chunks);
  // A character that is cut in two at the limit doesn't make the file binary.
  if (size <= FILE_LIMIT && !isUtf8(bytes)) throw new UsageError([{ message: `${path} is not written in UTF-8.` }]);
  return { path: path === '-' ? STANDARD_INPUT : path, text: bytes.toString('utf8').replace(/^\ufeff/, '') };
}

/** What `read` gives, with the mistakes of a contract as mistakes of usage. */
export function orUsage<T>({ path }: ContractFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ContractError) throw new UsageError(error.problems.map((one) => problemOf(one, path)));
    throw error;
  }
}

function problemOf(problem: ContractProblem, root: string): UsageProblem {
  const { file = root, line, column, path, text, message, suggestion } = problem;
  const subject = [path, text === '' ? '' : `'${text}'`].filter((part) => part !== '').join(' ');
  const hint = suggestion === undefined ? {} : { hint: `Write ${suggestion}` };
  return { message: `${file}:${line}:${column}: ${subject === '' ? '' : `${subject}: `}${message}`, ...hint };
}
