import {
  get,
  type HeaderList,
  isCorsSafelistedMethod,
  type PageRequest,
  splitOnCommas,
  type WireRequest,
} from '@corsmith/protocol';

/** What a page asks for, as it shows on the wire. */
export interface Asked {
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

/** The page's request behind a request on the wire that has an Origin; undefined where the page can't read the answer. */
export function askedBy(
  { method, url, headers }: WireHead,
  origin: string,
  credentials: PageRequest['credentials'],
): Asked | undefined {
  const mode = get(headers, 'sec-fetch-mode');
  if (mode !== undefined && mode !== 'cors') return undefined;
  const common = { origin, url, ...(credentials && { credentials }) };
  const wanted = method === 'OPTIONS' ? get(headers, 'access-control-request-method') : undefined;
  if (wanted === undefined) return { kind: 'actual', request: { ...common, method } };
  const names = splitOnCommas(get(headers, 'access-control-request-headers') ?? '').filter((name) => name !== '');
  if (names.length === 0 && isCorsSafelistedMethod(wanted))
    return { kind: 'preflight', request: { ...common, ...UPLOAD } };
  const lines = names.map((name) => [name, name === 'content-type' ? 'application/json' : UNSAFE_VALUE] as const);
  return { kind: 'preflight', request: { ...common, method: wanted, headers: lines } };
}

/** What is preflighted although there is nothing in it to ask for. */
const UPLOAD = { initiator: 'xhr', uploadListener: true, method: 'POST', body: '-' } as const;

/** A cookie of another origin's page goes along in the mode `include` only. */
export const showsCredentials = (headers: HeaderList): boolean => get(headers, 'cookie') !== undefined;
