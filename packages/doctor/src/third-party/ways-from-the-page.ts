import {
  BROWSERS,
  byteLowercase,
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedMethod,
  type PageRequest,
  simulate,
} from '@corsmith/protocol';
import { exchangeFor, replay, type Seen } from '../facts/seen.js';
import { listed } from '../listed.js';

/** A change of the request, in words. */
interface Way {
  readonly sentence: string;
  readonly request: PageRequest;
}

/**
 * What the page can do if nobody can change the server: first the changes of the request with which every browser allows it,
 * by the responses that were seen, then a route of one's own, which always works.
 */
export async function waysFromThePage(seen: Seen): Promise<readonly string[]> {
  const ways = simplerRequests(seen.request);
  const works = await Promise.all(ways.map(({ request }) => isAllowed(seen, request)));
  return [
    ...ways.filter((_, index) => works[index]).map(({ sentence }) => sentence),
    `Request it from your own server: a route such as ${routeFor(seen.request.url)} that requests ${withoutQuery(seen.request.url)} and passes the response on. A key for the API stays there, out of the page.`,
    "mode: 'no-cors' does not help, since it hides the response from the page; nor does JSONP, which runs whatever the other server sends; nor a public CORS proxy, which reads and changes everything.",
  ];
}

/** From the one that changes the least. */
function simplerRequests(request: PageRequest): readonly Way[] {
  const { headers = [], method = 'GET' } = request;
  const unsafe = corsUnsafeRequestHeaderNames(headers);
  const custom = unsafe.filter((name) => name !== 'content-type');
  const json = unsafe.includes('content-type');
  const plain: PageRequest = {
    ...request,
    headers: headers
      .filter(([name]) => !custom.includes(byteLowercase(name)))
      .map(([name, value]) => [name, json && byteLowercase(name) === 'content-type' ? 'text/plain' : value] as const),
  };
  const simple = [
    ...(custom.length > 0 ? [`leave out ${listed(custom)}`] : []),
    ...(json ? ['send the body as text/plain'] : []),
  ].join(' and ');
  const { credentials: _, ...uncredentialed } = request;
  const { credentials: __, ...plainUncredentialed } = plain;
  const isPlainer = simple !== '' && isCorsSafelistedMethod(method);
  return [
    ...(request.credentials === 'include'
      ? [{ sentence: 'Leave out credentials: the server allows every origin without them.', request: uncredentialed }]
      : []),
    ...(isPlainer
      ? [{ sentence: `${capital(simple)}, if the API takes it: no preflight is sent then.`, request: plain }]
      : []),
    ...(isPlainer && request.credentials === 'include'
      ? [
          {
            sentence: `Leave out credentials, and ${simple}, if the API takes it: no preflight is sent then.`,
            request: plainUncredentialed,
          },
        ]
      : []),
  ];
}

/** By the responses that were seen; the same response is taken for the simpler request. */
async function isAllowed(seen: Seen, request: PageRequest): Promise<boolean> {
  const responses = replay(seen.exchanges);
  const { actual } = seen.planned;
  // Nothing is known of a response that nobody has seen.
  if (!actual || !exchangeFor(seen.exchanges, actual)?.exchange.response) return false;
  const outcomes = await Promise.all(
    BROWSERS.map((engine) =>
      simulate(request, (wire) => responses(wire.kind === 'actual' && wire.url === actual.url ? actual : wire), {
        engine,
      }),
    ),
  );
  return outcomes.every(({ allowed }) => allowed);
}

const routeFor = (url: string): string => {
  const last = new URL(url).pathname.split('/').findLast((part) => /^[\w-]{1,40}$/.test(part)) ?? 'data';
  return `/api/${last}`;
};

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
