import {
  corsUnsafeRequestHeaderNames,
  type HeaderList,
  isCorsSafelistedMethod,
  normalizeMethod,
} from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { parseHeader } from '../check/header.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { checkedPolicy } from './policy-file.js';

/** The flags that describe a policy, as given. */
export interface PolicyFlags {
  readonly origin?: readonly string[];
  readonly request?: readonly string[];
  readonly header?: readonly string[];
  readonly credentials?: boolean;
  readonly read?: readonly string[];
  readonly maxAge?: string;
}

/** The requested policy, and the header lines whose values are known. */
export interface RequestedPolicy {
  readonly policy: PolicyConfig;
  readonly headers: HeaderList;
}

/**
 * The minimal policy that allows what the flags describe.
 * @throws UsageError with every problem at once.
 */
export function requestedPolicy(flags: PolicyFlags): RequestedPolicy {
  const { origin = [], request = [], header = [], read = [], maxAge } = flags;
  const lines = header.map((text) => (text.includes(':') ? parseHeader(text) : { name: text }));
  const headers = lines.flatMap((one) => ('header' in one ? [one.header] : []));
  const names = lines.flatMap((one) => ('name' in one ? [one.name] : []));
  const problems = [
    origin.length === 0 ? WHICH_PAGE : undefined,
    ...lines.map((one) => ('problem' in one ? one.problem : undefined)),
    maxAge === undefined || /^\d{1,9}$/.test(maxAge)
      ? undefined
      : { message: `--max-age '${maxAge}' is not a number of whole seconds.` },
  ].filter((problem) => problem !== undefined);
  const methods = unique(request.map(normalizeMethod)).filter((method) => !isCorsSafelistedMethod(method));
  const requestHeaders = unique([...corsUnsafeRequestHeaderNames(headers), ...names]);
  const described = {
    origins: origin.length === 1 && origin[0] === '*' ? '*' : unique(origin.length > 0 ? origin : [ANY_PAGE]),
    ...(flags.credentials && { credentials: true }),
    ...(methods.length > 0 && { methods }),
    ...(requestHeaders.length > 0 && { requestHeaders }),
    ...(read.length > 0 && { responseHeaders: unique(read) }),
    ...(maxAge !== undefined && problems.length === 0 && { maxAge: Number(maxAge) }),
  };
  const checked = checkedPolicy(described, flagOf);
  if ('problems' in checked) throw new UsageError([...problems, ...checked.problems]);
  if (problems.length > 0) throw new UsageError(problems);
  return { policy: checked.policy, headers };
}

/** A placeholder for a missing origin, so that the other problems are reported with it. */
const ANY_PAGE = 'https://page.invalid';

/** The flag that a path of the policy was given by. */
const flagOf = (path: string): string => FLAGS[path.replace(/\[.*/, '')] ?? path;

const FLAGS: Readonly<Record<string, string>> = {
  origins: '--origin',
  methods: '-X',
  requestHeaders: '-H',
  responseHeaders: '--read',
  maxAge: '--max-age',
};

const WHICH_PAGE: UsageProblem = {
  message: 'No origin was given.',
  hint: 'Pass the origin of your page: --origin http://localhost:5173',
};

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
