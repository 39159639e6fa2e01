import {
  byteLowercase,
  defined,
  get,
  type HeaderList,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
  isHeaderName,
  isHeaderValue,
  normalizeMethod,
  normalizeValue,
  originOf,
  type PageRequest,
  splitOnCommas,
  utf8Encode,
} from '@corsmith/protocol';
import type { ImportedRequest, ImportSource } from './imported-request.js';
import { isSecretName } from './secret-name.js';

/** A request as it went over the wire, with all that the browser added. */
export interface WireSnapshot {
  readonly source: ImportSource;
  readonly url: string;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body?: string;
  /** What the text itself says of the page's request. */
  readonly says?: Partial<Pick<PageRequest, 'origin' | 'mode' | 'credentials' | 'redirect' | 'cache' | 'initiator'>>;
  /** The origin of the page that was open, where the text shows it. */
  readonly pageOrigin?: string;
  /** The names that the preflight listed: then the page set these, and no other that needs one. */
  readonly preflightNames?: readonly string[];
  readonly notes?: readonly string[];
}

/** Takes off what the browser added. A preflight stands for the request that it names. */
export function pageRequestOf(wire: WireSnapshot): Omit<ImportedRequest, 'recorded'> {
  const preflighted = preflightedRequest(wire);
  if (preflighted) return pageRequestOf(preflighted);
  const isPseudo = ([name]: HeaderList[number]) => name.startsWith(':');
  const sent = wire.headers.some(isPseudo) ? wire.headers.filter((line) => !isPseudo(line)) : wire.headers;
  const headers = sent.flatMap(([name, written]): HeaderList => {
    if (!isHeaderName(name)) return [];
    const value = normalizeValue(utf8Encode(written));
    return isHeaderValue(value) && isOfThePage(name, value, sent, wire.preflightNames) ? [[name, value]] : [];
  });
  const origin = wire.says?.origin ?? originOfPage(sent) ?? wire.pageOrigin;
  const mode = wire.says?.mode ?? modeOf(sent);
  const hasCookie = get(sent, 'cookie') !== undefined;
  const credentials = wire.says?.credentials ?? (hasCookie && origin !== originOf(wire.url) ? 'include' : undefined);
  const initiator = wire.says?.initiator ?? initiatorOf(sent);
  const { redirect, cache } = wire.says ?? {};
  const method = normalizeMethod(wire.method);
  const body = method === 'GET' || method === 'HEAD' ? undefined : wire.body;
  return {
    source: wire.source,
    request: {
      ...(origin !== undefined && { origin }),
      url: wire.url,
      method: wire.method,
      ...(headers.length > 0 && { headers }),
      ...(body !== undefined && body !== '' && { body }),
      ...defined({ mode, credentials, redirect, cache, initiator }),
    },
    secrets: headers.map(([name]) => name).filter(isSecretName),
    notes: [
      ...(wire.notes ?? []),
      ...(hasCookie ? ['The cookies are left out: a check from outside the browser sends none.'] : []),
    ],
  };
}

/**
 * The request that a CORS-preflight request precedes, also one that was written by hand.
 * https://fetch.spec.whatwg.org/#cors-preflight-request
 */
function preflightedRequest(wire: WireSnapshot): WireSnapshot | undefined {
  const method = get(wire.headers, 'access-control-request-method');
  if (normalizeMethod(wire.method.toUpperCase()) !== 'OPTIONS' || method === undefined) return undefined;
  const requested = splitOnCommas(get(wire.headers, 'access-control-request-headers') ?? '');
  const { body: _, ...rest } = wire;
  return {
    ...rest,
    method,
    headers: [
      ...wire.headers.filter(([name]) => OF_THE_PREFLIGHT.includes(byteLowercase(name))),
      ...requestedHeaders(requested),
    ],
    preflightNames: requested.map((name) => byteLowercase(name)),
    notes: [...(wire.notes ?? []), 'The text has a preflight. The request that it names is checked.'],
  };
}

const OF_THE_PREFLIGHT = ['origin', 'referer', 'sec-fetch-mode', 'sec-fetch-dest'];

/** Headers whose names alone are known. */
export const requestedHeaders = (names: readonly string[]): HeaderList =>
  names
    .filter((name) => name !== '')
    .map((name) => [name, byteLowercase(name) === 'content-type' ? 'application/json' : 'unknown']);

/** What browsers add by themselves, beside what no page can set. */
const OF_THE_BROWSER = [
  'accept-language',
  'upgrade-insecure-requests',
  'user-agent',
  'priority',
  'x-client-data',
  'if-none-match',
  'if-modified-since',
];

function isOfThePage(
  name: string,
  value: string,
  sent: HeaderList,
  preflightNames: readonly string[] | undefined,
): boolean {
  const lower = byteLowercase(name);
  if (isForbiddenRequestHeader(name, value)) return false;
  if (preflightNames)
    return (
      preflightNames.includes(lower) || (isCorsSafelistedRequestHeader(name, value) && !isDefaultAccept(lower, value))
    );
  if (OF_THE_BROWSER.includes(lower) || isDefaultAccept(lower, value)) return false;
  // With its cache disabled in the developer tools, a browser adds both.
  if (lower === 'cache-control' || lower === 'pragma')
    return !(get(sent, 'cache-control') === 'no-cache' && get(sent, 'pragma') === 'no-cache');
  return true;
}

const isDefaultAccept = (lower: string, value: string): boolean =>
  (lower === 'accept' && (value === '*/*' || /^(text\/html|image\/|text\/css)/.test(value))) ||
  lower === 'accept-language';

/** `Origin` says `null` after some redirects; the page is the referrer's then. */
function originOfPage(sent: HeaderList): string | undefined {
  const origin = get(sent, 'origin');
  if (origin !== 'null' && origin !== undefined) return origin;
  const referrer = get(sent, 'referer');
  return (referrer === undefined ? undefined : originOf(referrer)) ?? origin;
}

function modeOf(sent: HeaderList): PageRequest['mode'] {
  const mode = get(sent, 'sec-fetch-mode');
  return mode === 'no-cors' || mode === 'same-origin' || mode === 'cors' ? mode : undefined;
}

const INITIATORS: Readonly<Record<string, NonNullable<PageRequest['initiator']>>> = {
  font: 'font',
  script: 'script',
  image: 'image',
};

const initiatorOf = (sent: HeaderList): PageRequest['initiator'] =>
  get(sent, 'accept') === 'text/event-stream' ? 'eventsource' : INITIATORS[get(sent, 'sec-fetch-dest') ?? ''];
