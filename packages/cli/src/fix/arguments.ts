import type { PolicyConfig } from '@corsmith/server';
import type { StackId } from '@corsmith/stacks';
import { urlProblem } from '../check/url.js';
import type { Invocation } from '../command.js';
import type { RequestToCheck } from '../explain/request-to-check.js';
import { namedStack } from '../stack-id.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { readPolicyFile } from './policy-file.js';
import { type PolicyFlags, type RequestedPolicy, requestedPolicy } from './requested-policy.js';
import { sampleRequest } from './sample-request.js';

/** The flags of `fix` as given. */
export interface FixFlags extends PolicyFlags {
  readonly policy?: string;
  readonly stack?: string;
  readonly write?: string;
  readonly yes?: boolean;
  readonly list?: boolean;
  readonly json?: boolean;
}

/** What `fix` was requested for. */
export interface FixArguments {
  readonly policy: PolicyConfig;
  /** If no URL was given, that of `request` is a placeholder. */
  readonly url?: string;
  /** Needs as much of the policy as one request can. */
  readonly request: RequestToCheck & { readonly origin: string };
  readonly stack?: StackId;
  /** Whether the policy is for that request alone, so that nothing is left to do if it is allowed. */
  readonly covers: 'the request' | 'more';
}

/** @throws UsageError with every problem at once. */
export async function parseFixArguments({
  arguments: [url],
  options: flags,
}: Pick<Invocation<FixFlags>, 'arguments' | 'options'>): Promise<FixArguments> {
  const named = namedStack(flags.stack);
  const requested = await policyOf(flags);
  const problems = [
    url === undefined ? undefined : (fileInsteadOfUrl(url) ?? urlProblem(url)),
    'problem' in named ? named.problem : undefined,
    url === undefined && flags.stack === undefined ? WHAT_SERVER : undefined,
    flags.yes && flags.write === undefined ? NOTHING_TO_WRITE : undefined,
    ...('problems' in requested ? requested.problems : []),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0 || 'problems' in requested || 'problem' in named) throw new UsageError(problems);
  const { policy, headers } = requested;
  return {
    policy,
    request: sampleRequest(policy, { url, headers }),
    ...(url !== undefined && { url }),
    ...named,
    covers: flags.policy === undefined ? 'the request' : 'more',
  };
}

/** The file of the app or of a policy may be given instead of the URL. */
function fileInsteadOfUrl(text: string): UsageProblem | undefined {
  const [, code, data] = /^[^:?#]+\.(?:([cm]?[jt]sx?|py)|(ya?ml|json))$/i.exec(text) ?? [];
  if (code === undefined && data === undefined) return undefined;
  return {
    message: `'${text}' is a file, and no URL.`,
    hint: `Write ${code === undefined ? '--policy' : '--write'} ${text}`,
  };
}

const WHAT_SERVER: UsageProblem = {
  message: 'No server or stack was given.',
  hint: 'Pass --stack express or the URL of the server; corsmith fix --list lists the stacks',
};

const NOTHING_TO_WRITE: UsageProblem = {
  message: '--yes requires --write.',
  hint: 'Pass the file: --write app.js',
};

async function policyOf(flags: FixFlags): Promise<RequestedPolicy | { readonly problems: readonly UsageProblem[] }> {
  const { policy: file, origin, request, header, credentials, read, maxAge } = flags;
  const besides = Object.entries({ origin, request, header, credentials, read, 'max-age': maxAge })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `--${name}`);
  if (file !== undefined && besides.length > 0) {
    const message = `--policy says it all: ${besides.join(', ')} can't be given with it.`;
    return { problems: [{ message, hint: 'Write it into the file, or leave out --policy' }] };
  }
  try {
    return file === undefined ? requestedPolicy(flags) : { policy: await readPolicyFile(file), headers: [] };
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}
