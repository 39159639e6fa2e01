import {
  type BlockCode,
  type HeaderList,
  isCorsSafelistedMethod,
  type PageRequest,
  ProtocolError,
  simulate,
  type WireRequest,
  type WireResponse,
} from '@corsmith/protocol';
import type { Observation, Reason } from './observation.js';

/** A request as a server sees it, and its answer. Names of headers in any case. */
export interface Answered {
  readonly method: string;
  /** The value of a request header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly status: number;
  readonly headers: HeaderList;
}

/** More names than any page has are not looked at one by one. */
const MOST_NAMES = 256;

/** Not a host that can be asked: what counts is that it is another origin, with nothing mixed. */
const ELSEWHERE = 'https://server.invalid/';

/**
 * What a browser makes of an answer, by the letter of the Fetch standard; undefined where no page of another origin asks.
 * Whether a page wants credentials shows on the actual request only, by its cookies.
 */
export async function judgeAnswer(answered: Answered): Promise<Observation | undefined> {
  const { header, status } = answered;
  const origin = header('origin');
  if (origin === undefined || !isCors(answered)) return undefined;
  const asked = answered.method === 'OPTIONS' ? header('access-control-request-method') : undefined;
  const kind = asked === undefined ? 'actual' : 'preflight';
  const reason =
    asked === undefined ? await judgeActual(answered, origin) : await judgePreflight(answered, origin, asked);
  return { kind, reason, origin, status };
}

/** What browsers say of themselves counts; others send Origin to their own server only with it in Host. */
function isCors({ header }: Answered): boolean {
  const site = header('sec-fetch-site');
  const mode = header('sec-fetch-mode');
  if (mode !== undefined && mode !== 'cors') return false;
  return site === undefined ? !header('origin')?.endsWith(`//${header('host')}`) : site !== 'same-origin';
}

async function judgeActual(answered: Answered, origin: string): Promise<Reason> {
  const credentials = answered.header('cookie') === undefined ? 'omit' : 'include';
  return reasonOf({ origin, url: ELSEWHERE, credentials, redirect: 'manual' }, answered, 'actual');
}

async function judgePreflight(answered: Answered, origin: string, method: string): Promise<Reason> {
  const names = (answered.header('access-control-request-headers') ?? '').split(',', MOST_NAMES + 1);
  if (names.length > MOST_NAMES) return 'too-many-headers';
  const unhandled =
    reasonOfStatus(answered.status) ?? (isSilent(answered.headers) ? 'preflight-not-handled' : undefined);
  if (unhandled) return unhandled;
  // A quotation mark is safe in no header, so that every name is looked up.
  const headers = names.flatMap((name): HeaderList => (name.trim() === '' ? [] : [[name.trim(), '"']]));
  // With a method that needs none, there is a preflight for a listener on `upload`.
  const uploadListener = isCorsSafelistedMethod(method);
  return reasonOf({ origin, url: ELSEWHERE, method, headers, initiator: 'xhr', uploadListener }, answered, 'preflight');
}

/** A browser names a missing header first. What mends it is that somebody answers the preflight. */
function reasonOfStatus(status: number): Reason | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return 'preflight-redirected';
  if (status === 401 || status === 403) return 'preflight-needs-auth';
  return status >= 500 ? 'server-error' : 'preflight-not-handled';
}

/** Nothing of CORS, and nothing that depends on who asks: whoever answered knows no preflights. */
const isSilent = (headers: HeaderList): boolean =>
  !headers.some(
    ([name, value]) => /^access-control-/i.test(name) || (/^vary$/i.test(name) && /origin|\*/i.test(value)),
  );

async function reasonOf(request: PageRequest, answered: Answered, judged: WireRequest['kind']): Promise<Reason> {
  const passed: WireResponse = { status: 200, headers: [['Access-Control-Allow-Origin', '*']] };
  try {
    const { block } = await simulate(request, async ({ kind }) => (kind === judged ? answered : passed));
    return block ? (REASONS[block.code] ?? 'other') : 'none';
  } catch (error) {
    if (error instanceof ProtocolError) return 'other';
    throw error;
  }
}

const REASONS: Partial<Record<BlockCode, Reason>> = {
  MissingAllowOriginHeader: 'no-allow-origin',
  AllowOriginMismatch: 'origin-mismatch',
  InvalidAllowOriginValue: 'invalid-allow-origin',
  MultipleAllowOriginValues: 'multiple-origins-in-header',
  WildcardOriginNotAllowed: 'wildcard-with-credentials',
  InvalidAllowCredentials: 'credentials-not-allowed',
  InvalidAllowMethodsPreflightResponse: 'malformed-allow-list',
  InvalidAllowHeadersPreflightResponse: 'malformed-allow-list',
  MethodDisallowedByPreflightResponse: 'method-not-allowed',
  HeaderDisallowedByPreflightResponse: 'header-not-allowed',
};
