import { get, type HeaderList, originOf, type PageRequest, splitOnCommas, utf8Encode } from '@corsmith/protocol';
import { collectionRequests } from './collection.js';
import { type HarChain, harChains } from './har-chains.js';
import { type HarEntry, type HarFile, type HarHeader, harOf, parseJson } from './har-file.js';
import type { ImportedRequest, ImportSource, RecordedExchange } from './imported-request.js';
import { pageRequestOf, requestedHeaders } from './page-request.js';

/**
 * The requests to other origins that a HAR holds and that CORS decides on, each with its preflights, redirects and responses;
 * or those of a collection of Postman or Insomnia.
 * @throws ImportError if the text is neither.
 */
export function importJson(text: string): readonly ImportedRequest[] {
  const json = parseJson(text);
  return collectionRequests(json) ?? importEntries(harOf(json), 'har');
}

/** The same of entries from elsewhere. Who printed one request by hand means that one, whatever it is. */
export const importEntries = (har: HarFile, source: ImportSource): readonly ImportedRequest[] =>
  harChains(har.entries).flatMap((chain) => importChain(har, chain, source));

function importChain(har: HarFile, chain: HarChain, source: ImportSource): readonly ImportedRequest[] {
  const [first] = chain;
  const isByHand = !RECORDINGS.includes(source);
  const { request, _resourceType: type = '' } = first.actual;
  // Before anything is made of the many that do not matter.
  if (type === 'websocket' || type === 'document') return [];
  const headers = lines(request.headers);
  const mode = get(headers, 'sec-fetch-mode');
  const isCors =
    mode === 'cors' || first.preflight !== undefined || get(headers, 'origin') !== undefined || type in INITIATORS;
  if (!isByHand && (!isCors || mode === 'no-cors' || mode === 'navigate')) return [];

  const page = har.pages.get(first.actual.pageref ?? '');
  const pageOrigin = page === undefined ? undefined : originOf(page);
  const preflights = chain.flatMap(({ preflight }) => preflight ?? []);
  const requested = preflights
    .flatMap((preflight) => get(lines(preflight.request.headers), 'access-control-request-headers') ?? [])
    .join(',');
  const initiator = INITIATORS[type];
  const body = bodyOf(request);
  const imported = pageRequestOf({
    source,
    url: request.url,
    method: request.method,
    headers: [...headers, ...withheldHeaders(requested, headers)],
    ...(body !== undefined && { body }),
    says: { ...(initiator && { initiator }) },
    ...(preflights.length > 0 && { preflightNames: requested.split(',').map((name) => name.trim()) }),
    ...(pageOrigin !== undefined && { pageOrigin }),
  });
  const { origin } = imported.request;
  const isCrossOrigin = origin !== undefined && chain.some(({ actual }) => originOf(actual.request.url) !== origin);
  if (!isCrossOrigin && !isByHand) return [];
  return [
    {
      ...imported,
      ...(har.engine && { engine: har.engine }),
      recorded: chain.flatMap((hop, i) => recordedExchanges(hop, chain[i + 1])),
    },
  ];
}

const RECORDINGS: readonly ImportSource[] = ['har', 'playwright-trace'];

/** Chromium leaves Authorization out of its HARs; the preflight still names it. */
const withheldHeaders = (requested: string, headers: HeaderList): HeaderList =>
  requestedHeaders([...new Set(splitOnCommas(requested))].filter((name) => get(headers, name) === undefined));

/** Chromium's types of resources. */
const INITIATORS: Readonly<Record<string, NonNullable<PageRequest['initiator']>>> = {
  fetch: 'fetch',
  xhr: 'xhr',
  font: 'font',
  eventsource: 'eventsource',
};

function bodyOf({ postData }: HarEntry['request']): string | undefined {
  if (postData?.text) return postData.text;
  return postData?.params
    ?.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

const recordedExchanges = ({ preflight, actual }: HarChain[number], next?: HarChain[number]): RecordedExchange[] => [
  ...(preflight ? [recordedExchange('preflight', preflight)] : []),
  ...(preflight === actual ? [] : [ledTo(recordedExchange('actual', actual), next?.actual.request.url)]),
];

/** The bytes of a Location beyond ASCII are lost in a HAR; where the browser went is not. */
function ledTo({ response, ...exchange }: RecordedExchange, url: string | undefined): RecordedExchange {
  if (!response) return exchange;
  const location = get(response.headers, 'location') ?? '';
  if (url === undefined || /^[ -~]*$/.test(location)) return { ...exchange, response };
  const headers = response.headers.map(([name, value]) => [name, /^location$/i.test(name) ? url : value] as const);
  return { ...exchange, response: { ...response, headers } };
}

function recordedExchange(kind: 'preflight' | 'actual', { request, response }: HarEntry): RecordedExchange {
  const { status, headers, _error, _failureText } = response;
  const error = [_error, _failureText].find((one) => typeof one === 'string' && one !== '');
  return {
    request: { kind, url: request.url, method: request.method, headers: lines(request.headers) },
    // Of a response that it blocked, a browser may save nothing.
    ...(status > 0 && { response: { status, headers: lines(headers) } }),
    ...(error && { error }),
  };
}

/** Of each list once: a session has many, and each is needed several times. */
const known = new WeakMap<readonly HarHeader[], HeaderList>();

/** Lines as on the wire: without the pseudo-headers of HTTP/2, and apart where the browser joined them. */
function lines(headers: readonly HarHeader[]): HeaderList {
  const before = known.get(headers);
  if (before) return before;
  const found: (readonly [string, string])[] = [];
  for (const { name, value } of headers) {
    if (name.startsWith(':')) continue;
    if (!value.includes('\n')) found.push([name, utf8Encode(value)]);
    else for (const line of value.split('\n')) found.push([name, utf8Encode(line)]);
  }
  known.set(headers, found);
  return found;
}
