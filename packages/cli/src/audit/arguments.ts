import { type AuditRequest, exampleOf, MAX_REQUESTS, type Severity } from '@corsmith/audit';
import { maskText } from '@corsmith/evidence';
import {
  defined,
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
export interface AuditFlags {
  readonly origin?: readonly string[];
  readonly urls?: string;
  readonly contract?: string;
  readonly env?: string;
  readonly sarif?: string;
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

/** What is said once for every URL. */
export type Common = Omit<AuditRequest, 'url'>;

/** The parsed arguments of `audit`. */
export interface AuditArguments {
  readonly urls: readonly string[];
  /** A file with more of them, or `-` for standard input. */
  readonly urlFile?: string;
  /** A contract with the origins that should be allowed, and with URLs if none are given. */
  readonly contract?: string;
  readonly environment?: string;
  readonly common: Common;
  readonly failOn: Severity;
  readonly maxRequests: number;
  readonly timeoutMs: number;
  readonly output: 'short' | 'verbose' | 'json';
  /** A file for a SARIF report. */
  readonly sarif?: string;
  readonly secrets: 'masked' | 'shown';
}

/** In seconds. */
const LONGEST_TIMEOUT = 600;
const MOST_REQUESTS = 10_000;

/** @throws UsageError with every problem at once. */
export function parseArguments({
  arguments: urls,
  options: flags,
}: Pick<Invocation<AuditFlags>, 'arguments' | 'options'>): AuditArguments {
  const { origin = [], header = [], request: method, maxRequests = String(MAX_REQUESTS), timeout = '10' } = flags;
  const parsed = header.map((text) => parseCookie(text) ?? parseHeader(text));
  const headers: HeaderList = parsed.flatMap((one) => ('header' in one ? [one.header] : []));
  const problems: readonly (UsageProblem | undefined)[] = [
    ...urls.map(auditUrlProblem),
    urls.length === 0 && flags.urls === undefined && flags.contract === undefined ? NO_URL : undefined,
    flags.env !== undefined && flags.contract === undefined
      ? { message: '--env names an environment of a contract, and there is none.', hint: 'Add --contract cors.yaml' }
      : undefined,
    flags.urls === '-' && flags.contract === '-'
      ? { message: '--urls - and --contract - can’t both read standard input.' }
      : undefined,
    flags.sarif === '' || flags.urls === '' || flags.contract === ''
      ? { message: '--sarif, --urls and --contract need the name of a file.' }
      : undefined,
    ...origin.map(trustedProblem),
    ...parsed.map((one) => ('problem' in one ? one.problem : undefined)),
    method === undefined ? undefined : methodProblem(method),
    problemIn(numberOf('--max-requests', maxRequests, { of: 'whole', most: MOST_REQUESTS })),
    problemIn(numberOf('--timeout', timeout, { of: 'seconds', most: LONGEST_TIMEOUT })),
  ];
  const known = problems.filter((problem) => problem !== undefined);
  if (known.length > 0) throw new UsageError(known);
  return {
    urls,
    ...defined({ urlFile: flags.urls, contract: flags.contract, environment: flags.env, sarif: flags.sarif }),
    common: {
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

const NO_URL: UsageProblem = {
  message: 'There is no URL to audit.',
  hint: 'Give one, or --urls FILE, or --contract cors.yaml, whose endpoints are audited',
};

/** Why this URL can't be audited, or undefined if it can. */
export const auditUrlProblem = (url: string): UsageProblem | undefined =>
  urlProblem(url) ??
  (/^(?:https?|wss?):/i.test(url.trim())
    ? undefined
    : { message: `Only http://, https://, ws:// and wss:// can be audited, not '${maskText(url)}'.` });

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
