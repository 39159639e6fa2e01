import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { ContractError, type ContractProblem, readPolicy } from '@corsmith/contract';
import { fileProblem } from '@corsmith/evidence';
import { type PolicyConfig, PolicyError, parsePolicy } from '@corsmith/server';
import { UsageError, type UsageProblem } from '../usage-error.js';

/** In bytes: a policy of ten thousand origins. */
const POLICY_LIMIT = 1024 * 1024;

/**
 * Reads a policy from a YAML or JSON file: a bare policy, or the `policy` of a contract.
 * @throws UsageError with every problem at once, each with its line and path.
 */
export async function readPolicyFile(file: string): Promise<PolicyConfig> {
  const text = await textOf(file);
  try {
    return readPolicy(text, { file, variables: process.env });
  } catch (error) {
    if (error instanceof ContractError) throw new UsageError(problemsOf(error, file));
    throw error;
  }
}

/** More would hide the first ones. */
const LISTED = 20;

function problemsOf({ problems: found }: ContractError, file: string): readonly UsageProblem[] {
  const problems = found.slice(0, LISTED).map((one) => problemOf(one, file));
  const more = found.length - problems.length;
  return more > 0 ? [...problems, { message: `${file}: and ${more} more problems.` }] : problems;
}

function problemOf(mistake: ContractProblem, file: string): UsageProblem {
  const { code, line, column, text, suggestion } = mistake;
  // Invalid YAML has no path.
  const what = [code === 'syntax' ? '' : mistake.path, text === '' ? '' : `'${text}'`].filter((part) => part !== '');
  const message = `${file}:${line}:${column}: ${what.join(' ')}${what.length > 0 ? ': ' : ''}${mistake.message}`;
  return suggestion === undefined ? { message } : { message, hint: `Write ${suggestion}` };
}

/** The policy, or its problems; `place` maps a path to where it was given. */
export function checkedPolicy(
  config: unknown,
  place: (path: string) => string,
): { readonly policy: PolicyConfig } | { readonly problems: readonly UsageProblem[] } {
  try {
    return { policy: parsePolicy(config).config };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const problems = error.problems.map(({ path, text, message, suggestion }) => {
      const sentence = { message: `${place(path)}${text === '' ? '' : ` '${text}'`}: ${message}` };
      return suggestion === undefined ? sentence : { ...sentence, hint: `Write ${suggestion}` };
    });
    return { problems };
  }
}

async function textOf(path: string): Promise<string> {
  const bytes = await bytesOf(path).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError([{ message: fileProblem(path, error) }]);
  });
  if (!isUtf8(bytes)) throw refused(path, 'it is not text in UTF-8.');
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > POLICY_LIMIT) throw refused(path, 'it is larger than 1 MiB.');
    // A device has no size and may have no end.
    const bytes = Buffer.alloc(POLICY_LIMIT + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      ({ bytesRead: read } = await file.read(bytes, length));
    if (length > POLICY_LIMIT) throw refused(path, 'it is larger than 1 MiB.');
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

const refused = (path: string, message: string): UsageError => new UsageError([{ message: `${path}: ${message}` }]);
