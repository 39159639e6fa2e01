import { existsSync } from 'node:fs';
import { policyOf, read } from '@corsmith/lint';
import type { PolicyConfig } from '@corsmith/server';
import { findFiles } from '../lint/files.js';
import { UsageError } from '../usage-error.js';

/** Whether a file or folder is meant, and no URL. */
export const isRepository = (text: string | undefined): text is string =>
  text !== undefined && !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && existsSync(text);

interface FoundPolicy {
  readonly policy: PolicyConfig;
  /** Where it was read: a file with its line. */
  readonly from: string;
  /** What a policy cannot say, in sentences. */
  readonly leftOut: readonly string[];
}

/**
 * The policy of a repository's configurations.
 * @throws UsageError if there is none, or more than one, or it is not known.
 */
export async function policyOfRepository(path: string): Promise<FoundPolicy> {
  const { files } = await findFiles([path], undefined);
  const found = new Map<string, FoundPolicy>();
  const unknown: string[] = [];
  for (const reading of read({ files }).policies) {
    const from = reading.at.file.path;
    const result = policyOf(reading);
    if (typeof result === 'string') unknown.push(`${from}: ${result}`);
    else {
      const key = JSON.stringify(result.policy);
      if (!found.has(key)) found.set(key, { ...result, from });
    }
  }
  const [only, ...others] = found.values();
  if (!only)
    throw new UsageError([
      unknown.length > 0
        ? { message: unknown.slice(0, 3).join(' '), hint: 'Give a URL with --origin instead' }
        : { message: `There is no CORS configuration in ${path} that corsmith can read.` },
    ]);
  if (others.length > 0)
    throw new UsageError([
      {
        message: `These configurations have different policies: ${[only, ...others].map(({ from }) => from).join(', ')}.`,
        hint: `Choose one: corsmith init ${only.from}`,
      },
    ]);
  return only;
}
