import {
  get,
  type HeaderList,
  isCorsSafelistedMethod,
  type PageRequest,
  splitOnCommas,
  type WireRequest,
} from '@corsmith/protocol';

/** A request of a page, as far as it shows on the wire. */
export interface PageExchange {
  readonly kind: WireRequest['kind'];
  readonly request: PageRequest;
}

export interface WireHead {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
}

/** Unsafe in every header whose value decides about the preflight: names alone are on the wire. */
const UNSAFE_VALUE = '"';

/** The page's request behind a request on the wire that has an Origin; undefined where the page can't read the response. */
export function pageExchange(
  { method, url, headers }: WireHead,
  origin: string,
  credentials: PageRequest['credentials'],
): PageExchange | undefined {
  const mode = get(headers, 'sec-fetch-mode');
  if (mode !== undefined && mode !== 'cors') return undefined;
  const common = { origin, url, ...(credentials && { credentials }) };
  const requested = method === 'OPTIONS' ? get(headers, 'access-control-request-method') : undefined;
  if (requested === undefined) return { kind: 'actual', request: { ...common, method } };
  const names = splitOnCommas(get(headers, 'access-control-request-headers') ?? '').filter((name) => name !== '');
  if (names.length === 0 && isCorsSafelistedMethod(requested))
    return { kind: 'preflight', request: { ...common, ...UPLOAD } };
  const lines = names.map((name) => [name, name === 'content-type' ? 'application/json' : UNSAFE_VALUE] as const);
  return { kind: 'preflight', request: { ...common, method: requested, headers: lines } };
}

/** What is preflighted although there is nothing in it that needs a preflight. */
const UPLOAD = { initiator: 'xhr', uploadListener: true, method: 'POST', body: '-' } as const;

/** A cookie of another origin's page goes along in the mode `include` only. */
export const showsCredentials = (headers: HeaderList): boolean => get(headers, 'cookie') !== undefined;
