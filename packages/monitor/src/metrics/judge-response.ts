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

/** A request as a server sees it, and its response. Header names may be in any case. */
export interface ObservedExchange {
  readonly method: string;
  /** The value of a request header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly status: number;
  readonly headers: HeaderList;
}

/** No page sends this many header names. */
const MAX_NAMES = 256;

/** Stands for the server's URL: any HTTPS origin other than the page's. */
const SERVER_URL = 'https://server.invalid/';

/**
 * How a browser that follows the Fetch standard judges a response; undefined if the request is not a CORS request. Whether the
 * page sends credentials is only visible in the actual request, by its cookies.
 */
export async function judgeResponse(exchange: ObservedExchange): Promise<Observation | undefined> {
  const { header, status } = exchange;
  const origin = header('origin');
  if (origin === undefined || !isCors(exchange)) return undefined;
  const requested = exchange.method === 'OPTIONS' ? header('access-control-request-method') : undefined;
  const kind = requested === undefined ? 'actual' : 'preflight';
  const reason =
    requested === undefined ? await judgeActual(exchange, origin) : await judgePreflight(exchange, origin, requested);
  return { kind, reason, origin, status };
}

/** By the Fetch metadata headers if the browser sends them, else by whether Origin and Host differ. */
function isCors({ header }: ObservedExchange): boolean {
  const site = header('sec-fetch-site');
  const mode = header('sec-fetch-mode');
  if (mode !== undefined && mode !== 'cors') return false;
  return site === undefined ? !header('origin')?.endsWith(`//${header('host')}`) : site !== 'same-origin';
}

async function judgeActual(exchange: ObservedExchange, origin: string): Promise<Reason> {
  const credentials = exchange.header('cookie') === undefined ? 'omit' : 'include';
  return reasonOf({ origin, url: SERVER_URL, credentials, redirect: 'manual' }, exchange, 'actual');
}

async function judgePreflight(exchange: ObservedExchange, origin: string, method: string): Promise<Reason> {
  const names = (exchange.header('access-control-request-headers') ?? '').split(',', MAX_NAMES + 1);
  if (names.length > MAX_NAMES) return 'too-many-headers';
  const unhandled =
    reasonOfStatus(exchange.status) ?? (isSilent(exchange.headers) ? 'preflight-not-handled' : undefined);
  if (unhandled) return unhandled;
  // A quotation mark makes every header's value unsafe, so that every name is checked.
  const headers = names.flatMap((name): HeaderList => (name.trim() === '' ? [] : [[name.trim(), '"']]));
  // With a safelisted method, an upload listener is what makes the browser send a preflight.
  const uploadListener = isCorsSafelistedMethod(method);
  return reasonOf(
    { origin, url: SERVER_URL, method, headers, initiator: 'xhr', uploadListener },
    exchange,
    'preflight',
  );
}

/** Browsers report the missing header, but the cause is that nothing handles the preflight. */
function reasonOfStatus(status: number): Reason | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return 'preflight-redirected';
  if (status === 401 || status === 403) return 'preflight-needs-auth';
  return status >= 500 ? 'server-error' : 'preflight-not-handled';
}

/** Whether the response has no CORS headers and doesn't vary by origin, so that nothing handled the preflight. */
const isSilent = (headers: HeaderList): boolean =>
  !headers.some(
    ([name, value]) => /^access-control-/i.test(name) || (/^vary$/i.test(name) && /origin|\*/i.test(value)),
  );

async function reasonOf(
  request: PageRequest,
  exchange: ObservedExchange,
  judged: WireRequest['kind'],
): Promise<Reason> {
  const passed: WireResponse = { status: 200, headers: [['Access-Control-Allow-Origin', '*']] };
  try {
    const { block } = await simulate(request, async ({ kind }) => (kind === judged ? exchange : passed));
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
