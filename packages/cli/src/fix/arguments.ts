import type { PolicyConfig } from '@corsmith/server';
import type { StackId } from '@corsmith/stacks';
import { urlProblem } from '../check/url.js';
import type { Invocation } from '../command.js';
import type { RequestToCheck } from '../explain/request-to-check.js';
import { namedStack } from '../stack-id.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { type AskedPolicy, askedPolicy, type PolicyFlags } from './asked-policy.js';
import { readPolicyFile } from './policy-file.js';
import { sampleRequest } from './sample-request.js';

/** The flags of `fix`, as they were written. */
export interface FixFlags extends PolicyFlags {
  readonly policy?: string;
  readonly stack?: string;
  readonly write?: string;
  readonly yes?: boolean;
  readonly list?: boolean;
  readonly json?: boolean;
}

/** What `fix` was asked for. */
export interface FixArguments {
  readonly policy: PolicyConfig;
  /** Where no URL was given, that of `request` is none. */
  readonly url?: string;
  /** Needs as much of the policy as one request can. */
  readonly request: RequestToCheck & { readonly origin: string };
  readonly stack?: StackId;
  /** Whether the policy is for that request alone, so that there is nothing to do where it is allowed. */
  readonly covers: 'the request' | 'more';
}

/** @throws UsageError with every mistake at once. */
export async function parseFixArguments({
  arguments: [url],
  options,
}: Pick<Invocation, 'arguments' | 'options'>): Promise<FixArguments> {
  const flags = options as FixFlags;
  const named = namedStack(flags.stack);
  const asked = await policyOf(flags);
  const problems = [
    url === undefined ? undefined : (fileProblem(url) ?? urlProblem(url)),
    'problem' in named ? named.problem : undefined,
    url === undefined && flags.stack === undefined ? WHAT_SERVER : undefined,
    flags.yes && flags.write === undefined ? NOTHING_TO_WRITE : undefined,
    ...('problems' in asked ? asked.problems : []),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0 || 'problems' in asked || 'problem' in named) throw new UsageError(problems);
  const { policy, headers } = asked;
  return {
    policy,
    request: sampleRequest(policy, { url, headers }),
    ...(url !== undefined && { url }),
    ...named,
    covers: flags.policy === undefined ? 'the request' : 'more',
  };
}

/** Somebody may name the file of the app, or of a policy, where the URL goes. */
function fileProblem(text: string): UsageProblem | undefined {
  const [, code, data] = /^[^:?#]+\.(?:([cm]?[jt]sx?|py)|(ya?ml|json))$/i.exec(text) ?? [];
  if (code === undefined && data === undefined) return undefined;
  return {
    message: `'${text}' is a file, and no URL.`,
    hint: `Write ${code === undefined ? '--policy' : '--write'} ${text}`,
  };
}

const WHAT_SERVER: UsageProblem = {
  message: 'Which server is to be configured?',
  hint: 'Name what it runs, such as --stack express, or the URL to ask; corsmith fix --list lists the stacks',
};

const NOTHING_TO_WRITE: UsageProblem = {
  message: '--yes says yes to --write, which is missing.',
  hint: 'Name the file: --write app.js',
};

async function policyOf(flags: FixFlags): Promise<AskedPolicy | { readonly problems: readonly UsageProblem[] }> {
  const { policy: file, origin, request, header, credentials, read, maxAge } = flags;
  const besides = Object.entries({ origin, request, header, credentials, read, 'max-age': maxAge })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `--${name}`);
  if (file !== undefined && besides.length > 0) {
    const message = `--policy says it all: ${besides.join(', ')} can't be given with it.`;
    return { problems: [{ message, hint: 'Write it into the file, or leave out --policy' }] };
  }
  try {
    return file === undefined ? askedPolicy(flags) : { policy: await readPolicyFile(file), headers: [] };
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}
