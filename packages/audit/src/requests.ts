import type { HarmlessRequest } from '@corsmith/doctor';
import { apart, harmless, plan } from '@corsmith/doctor/examination';
import { contains, type HeaderList, remove } from '@corsmith/protocol';
import type { Attempts } from './attempts.js';
import type { AuditRequest } from './finding.js';
import { RESERVED_HOST } from './target.js';

/** The requests for one origin. */
export interface Wires {
  /** If the page's own headers need one. */
  readonly preflight?: HarmlessRequest;
  readonly actual: HarmlessRequest;
  /** The preflight of a request that changes data; the request itself is never sent. */
  readonly permission: HarmlessRequest;
  /** That of a POST, where the other one has another method: some servers allow each method to others. */
  readonly posting?: HarmlessRequest;
}

/** The page's own headers, and those of a request that an HTML form could not send. */
function headersOf({ headers = [] }: AuditRequest): { readonly reading: HeaderList; readonly changing: HeaderList } {
  const reading = remove(headers, 'cookie');
  return { reading, changing: [...remove(reading, 'content-type'), ['Content-Type', 'application/json']] };
}

const DEFAULT_METHOD = 'PUT';

/** What a page would do, for the simulated browsers. */
export function attemptsOf(request: AuditRequest): Attempts {
  const { url, method = DEFAULT_METHOD, credentials = 'any' } = request;
  const { reading, changing } = headersOf(request);
  return { read: { url, headers: reading }, write: { url, method, headers: changing }, credentials };
}

/**
 * Makes the requests that a page of any origin would send, each to its own URL that no cache knows. They carry a
 * meaningless cookie, since some servers name the origin only in responses to requests with one.
 */
export async function requestsFor(request: AuditRequest, key: string): Promise<(origin: string) => Wires> {
  const { url, method = DEFAULT_METHOD } = request;
  const headers = headersOf(request);
  const cookie =
    (request.headers ?? []).find(([name]) => name.toLowerCase() === 'cookie') ?? (['Cookie', 'corsmith=1'] as const);
  // Without TLS, so that no browser blocks it as mixed content.
  const page = { origin: `http://${RESERVED_HOST}`, url, credentials: 'include' as const };
  const reading = await plan({ ...page, headers: headers.reading });
  const changing = await plan({ ...page, method, headers: headers.changing });
  const posting = method === 'POST' ? undefined : await plan({ ...page, method: 'POST', headers: headers.changing });
  const actual = harmless(reading.actual ?? { kind: 'actual', url, method: 'GET', headers: [], credentials: true });
  const permission = harmless(changing.preflight ?? { ...actual, kind: 'preflight', method: 'OPTIONS' });
  let count = 0;
  return (origin) => {
    const uncachedUrl = apart(url, key, String(count++));
    const withOwnUrl = (wire: HarmlessRequest, ...more: HeaderList): HarmlessRequest => ({
      ...wire,
      url: uncachedUrl,
      headers: [...withOrigin(wire.headers, origin), ...more],
    });
    return {
      ...(reading.preflight && { preflight: withOwnUrl(harmless(reading.preflight)) }),
      actual: withOwnUrl(actual, cookie),
      permission: withOwnUrl(permission),
      ...(posting?.preflight && { posting: withOwnUrl(harmless(posting.preflight)) }),
    };
  };
}

/** As sent for a link or an image. */
export const bare = (wire: HarmlessRequest): HarmlessRequest => ({ ...wire, headers: remove(wire.headers, 'origin') });

/** Whether browsers add that Authorization to requests of any page: passwords of HTTP. */
export const isSentByBrowsers = (authorization: string): boolean =>
  /^(?:basic|digest|negotiate|ntlm)\b/i.test(authorization);
/** Names of headers whose values an attacker does not know. */
const SECRET_NAME = /token|key|secret|[cx]srf|auth|session|signature|dpop|jwt|passw|credential/i;

/** The page's own headers that a page of an attacker could not send, for want of their values. */
export const secretHeaders = ({ headers = [] }: AuditRequest): readonly string[] =>
  headers
    .filter(([name, value]) =>
      name.toLowerCase() === 'authorization'
        ? !isSentByBrowsers(value)
        : SECRET_NAME.test(name) && name.toLowerCase() !== 'cookie',
    )
    .map(([name]) => name);

const withOrigin = (headers: HeaderList, origin: string): HeaderList =>
  contains(headers, 'origin')
    ? headers.map(([name, value]) => [name, name.toLowerCase() === 'origin' ? origin : value] as const)
    : [...headers, ['Origin', origin]];
