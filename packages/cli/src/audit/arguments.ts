import { type AuditRequest, exampleOf, MAX_REQUESTS, type Severity } from '@corsmith/audit';
import { maskText } from '@corsmith/evidence';
import {
  type HeaderList,
  isForbiddenMethod,
  isHeaderValue,
  isToken,
  normalizeValue,
  originProblem,
} from '@corsmith/protocol';
import { type ParsedHeader, parseHeader } from '../check/header.js';
import { urlProblem } from '../check/url.js';
import type { Invocation } from '../command.js';
import { numberOf } from '../number-flag.js';
import { UsageError, type UsageProblem } from '../usage-error.js';

/** The flags of `audit` as given. */
interface AuditFlags {
  readonly origin?: readonly string[];
  readonly header?: readonly string[];
  readonly request?: string;
  readonly credentials?: boolean;
  readonly thorough?: boolean;
  readonly failOn?: Severity;
  readonly maxRequests?: string;
  readonly timeout?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly showSecrets?: boolean;
}

/** The parsed arguments of `audit`. */
export interface AuditArguments {
  readonly request: AuditRequest;
  readonly failOn: Severity;
  readonly maxRequests: number;
  readonly timeoutMs: number;
  readonly output: 'short' | 'verbose' | 'json';
  readonly secrets: 'masked' | 'shown';
}

/** In seconds. */
const LONGEST_TIMEOUT = 600;
const MOST_REQUESTS = 10_000;

/** @throws UsageError with every problem at once. */
export function parseArguments({
  arguments: [url = ''],
  options,
}: Pick<Invocation, 'arguments' | 'options'>): AuditArguments {
  const flags = options as AuditFlags;
  const { origin = [], header = [], request: method, maxRequests = String(MAX_REQUESTS), timeout = '10' } = flags;
  const parsed = header.map((text) => parseCookie(text) ?? parseHeader(text));
  const headers: HeaderList = parsed.flatMap((one) => ('header' in one ? [one.header] : []));
  const problems: readonly (UsageProblem | undefined)[] = [
    urlProblem(url) ?? schemeProblem(url),
    ...origin.map(trustedProblem),
    ...parsed.map((one) => ('problem' in one ? one.problem : undefined)),
    method === undefined ? undefined : methodProblem(method),
    problemIn(numberOf('--max-requests', maxRequests, { of: 'whole', most: MOST_REQUESTS })),
    problemIn(numberOf('--timeout', timeout, { of: 'seconds', most: LONGEST_TIMEOUT })),
  ];
  const known = problems.filter((problem) => problem !== undefined);
  if (known.length > 0) throw new UsageError(known);
  return {
    request: {
      url,
      ...(headers.length > 0 && { headers }),
      ...(method !== undefined && { method }),
      ...(origin.length > 0 && { trusted: origin }),
      ...(flags.credentials && { credentials: 'include' }),
      ...(flags.thorough && { thorough: true }),
    },
    failOn: flags.failOn ?? 'low',
    maxRequests: Number(maxRequests),
    timeoutMs: Number(timeout) * 1000,
    output: flags.json ? 'json' : flags.verbose ? 'verbose' : 'short',
    secrets: flags.showSecrets ? 'shown' : 'masked',
  };
}

/** Pages can't set it, but the server may require a signed-in user. */
function parseCookie(text: string): ParsedHeader | undefined {
  const value = /^\s*cookie\s*:(.*)$/is.exec(text)?.[1];
  if (value === undefined) return undefined;
  if (isHeaderValue(normalizeValue(value))) return { header: ['Cookie', normalizeValue(value)] };
  return { problem: { message: 'The header Cookie has a character that no header can hold.' } };
}

const schemeProblem = (url: string): UsageProblem | undefined =>
  /^https?:/i.test(url) ? undefined : { message: `Only http:// and https:// can be audited, not '${maskText(url)}'.` };

function trustedProblem(origin: string): UsageProblem | undefined {
  const shown = `--origin '${maskText(origin)}'`;
  if (origin === 'null') return { message: `${shown}: any website can have the origin null. Never allow it.` };
  const example = exampleOf(origin);
  if (example.includes('*'))
    return {
      message: `${shown} is not a valid pattern.`,
      hint: "Patterns are such as 'https://*.example.com' and 'http://localhost:*'",
    };
  const problem = originProblem(example);
  if (!problem) return undefined;
  const message = `${shown}: ${problem.message}`;
  return problem.suggestion === undefined || example !== origin
    ? { message }
    : { message, hint: `Write --origin ${problem.suggestion}` };
}

function methodProblem(method: string): UsageProblem | undefined {
  if (!isToken(method)) return { message: `'${method}' is not a method.` };
  return isForbiddenMethod(method) ? { message: `fetch() rejects the method ${method}.` } : undefined;
}

const problemIn = (value: number | UsageProblem): UsageProblem | undefined =>
  typeof value === 'number' ? undefined : value;
