import { get, type HeaderList, originOf, type PageRequest, utf8Encode } from '@corsmith/protocol';
import { type HarChain, harChains } from './har-chains.js';
import { type HarEntry, type HarFile, type HarHeader, parseHar } from './har-file.js';
import type { ImportedRequest, RecordedExchange } from './imported-request.js';
import { pageRequestOf } from './page-request.js';

/**
 * The cross-origin requests in a HAR that CORS decides on, each with its preflights, redirects and responses.
 * @throws ImportError where the text is no HAR.
 */
export function importHar(text: string): readonly ImportedRequest[] {
  const har = parseHar(text);
  return harChains(har.entries).flatMap((chain) => importChain(har, chain));
}

function importChain(har: HarFile, chain: HarChain): readonly ImportedRequest[] {
  const [first] = chain;
  const { request, _resourceType: type = '' } = first.actual;
  // Before anything is made of the many that do not matter.
  if (type === 'websocket' || type === 'document') return [];
  const headers = lines(request.headers);
  const mode = get(headers, 'sec-fetch-mode');
  const isCors =
    mode === 'cors' || first.preflight !== undefined || get(headers, 'origin') !== undefined || type in INITIATORS;
  if (!isCors || mode === 'no-cors' || mode === 'navigate') return [];

  const pageOrigin = originOf(har.pages.get(first.actual.pageref ?? '') ?? '');
  const requested = get(lines(first.preflight?.request.headers ?? []), 'access-control-request-headers');
  const initiator = INITIATORS[type];
  const body = bodyOf(request);
  const imported = pageRequestOf({
    source: 'har',
    url: request.url,
    method: request.method,
    headers,
    ...(body !== undefined && { body }),
    says: { ...(initiator && { initiator }) },
    ...(first.preflight && { preflightNames: (requested ?? '').split(',').map((name) => name.trim()) }),
    ...(pageOrigin !== undefined && { pageOrigin }),
  });
  const { origin } = imported.request;
  const isCrossOrigin = origin !== undefined && chain.some(({ actual }) => originOf(actual.request.url) !== origin);
  return isCrossOrigin ? [{ ...imported, recorded: chain.flatMap(recordedExchanges) }] : [];
}

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

const recordedExchanges = ({ preflight, actual }: HarChain[number]): RecordedExchange[] => [
  ...(preflight ? [recordedExchange('preflight', preflight)] : []),
  recordedExchange('actual', actual),
];

function recordedExchange(kind: 'preflight' | 'actual', { request, response }: HarEntry): RecordedExchange {
  const { status, headers, _error: error } = response;
  return {
    request: { kind, url: request.url, method: request.method, headers: lines(request.headers) },
    // Of a response that it blocked, a browser may save nothing.
    ...(status > 0 && { response: { status, headers: lines(headers) } }),
    ...(error && { error }),
  };
}

/** Lines as on the wire: without the pseudo-headers of HTTP/2, and apart where the browser joined them. */
const lines = (headers: readonly HarHeader[]): HeaderList =>
  headers
    .filter(({ name }) => !name.startsWith(':'))
    .flatMap(({ name, value }) =>
      value.includes('\n')
        ? value.split('\n').map((line) => [name, utf8Encode(line)] as const)
        : [[name, utf8Encode(value)] as const],
    );
