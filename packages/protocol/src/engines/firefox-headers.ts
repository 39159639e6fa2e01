import type { HeaderList, WireResponse } from '../exchange.js';
import type { FetchRequest } from '../fetch-request.js';
import { lowercaseName } from '../field-name.js';
import { repeats } from '../header-lines.js';
import { disagree, normalizeValue } from '../header-list.js';

/** Headers of which Firefox takes one line only. */
const SINGLETONS: ReadonlySet<string> = new Set([
  ...['authorization', 'content-disposition', 'content-length', 'content-type', 'from', 'host', 'if-modified-since'],
  ...['if-unmodified-since', 'location', 'max-forwards', 'proxy-authorization', 'referer', 'sec-gpc'],
  ...['strict-transport-security', 'user-agent'],
]);

/** Headers whose lines may not differ: a response in which they do is corrupt. */
const SUSPECT = ['content-disposition', 'content-length', 'location'];

export const isCorrupt = ({ headers }: WireResponse): boolean => SUSPECT.some((name) => disagree(headers, name));

/**
 * The page's headers as sent: lines of one name are joined, but an empty one drops the values before it, and of
 * a header that there can be only one of the last counts. The body brings the type that was set first with it, until a
 * redirect sets the page's headers anew.
 */
export function sentHeaders({ headers, body, redirects }: FetchRequest): HeaderList {
  if (!repeats(headers)) return headers;
  const sent = new Map<string, readonly [string, string]>();
  for (const [name, value] of headers) {
    const key = lowercaseName(name);
    const [kept, before] = sent.get(key) ?? [name, ''];
    const joins = before !== '' && value !== '' && !SINGLETONS.has(key);
    sent.set(key, [kept, joins ? `${before}, ${value}` : value]);
  }
  const type = headers.find(([name]) => lowercaseName(name) === 'content-type');
  if (type && body !== null && redirects === 0) sent.set('content-type', type);
  return [...sent.values()];
}

/**
 * A response's headers, one line a name: empty lines are ignored, and of a header that there can be only one of the
 * first counts, but all types. Lines of Access-Control-Allow-Origin stay apart, as more than one is an error of its own.
 */
export function receivedHeaders(status: number, headers: HeaderList): HeaderList {
  if (status !== 421 && !repeats(headers)) return headers;
  const origins: [string, string][] = [];
  const received = new Map<string, [string, string]>();
  for (const [name, given] of status === 421 ? retried(headers) : headers) {
    const key = lowercaseName(name);
    const value = normalizeValue(given);
    const before = received.get(key);
    if (key === 'access-control-allow-origin') origins.push([key, value]);
    else if (before) before[1] = joined(key, before[1], value);
    else received.set(key, [key, value]);
  }
  return [...received.values(), ...origins];
}

/** A request with a 421 response is sent once more, and the types of both responses count. */
const retried = (headers: HeaderList): HeaderList => [
  ...headers,
  ...headers.filter(([name]) => lowercaseName(name) === 'content-type'),
];

function joined(name: string, before: string, value: string): string {
  if (name === 'content-type') return before === '' ? value : `${before},${value}`;
  if (SINGLETONS.has(name) || value === '') return before;
  return before === '' ? value : `${before}, ${value}`;
}
