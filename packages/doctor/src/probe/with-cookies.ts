import type { ProbedExchange, WireRequest } from '@corsmith/protocol';
import { isHarmless } from './harmless.js';
import type { Permission } from './permission.js';
import type { Front, Probe } from './probe.js';

/** The page's cookies for a URL, in one line; undefined if it has none for it. */
type CookieFor = (url: string) => string | undefined;

/**
 * A probe that sends the page's cookies with the requests that have credentials, as a browser does below all that CORS
 * decides on: the exchange has the request without them.
 */
export const withCookies = (probe: Probe, cookieFor: CookieFor): Probe => ({
  ...probe,
  send: async (request) => ({ ...(await probe.send(withCookie(request, cookieFor))), request }),
});

/** The same for the server that the URL leads to. */
export function frontWithCookies(front: Front, cookieFor: CookieFor): Front {
  const send = async (request: WireRequest, permission?: Permission): Promise<ProbedExchange> => {
    const sent = withCookie(request, cookieFor);
    if (permission) return { ...(await front.send(sent, permission)), request };
    if (isHarmless(sent)) return { ...(await front.send(sent)), request };
    throw new TypeError(`${request.method} ${request.url} may change data, and nothing permits to send it.`);
  };
  return { ...front, send };
}

function withCookie<Request extends WireRequest>(request: Request, cookieFor: CookieFor): Request {
  const cookie = request.kind === 'actual' && request.credentials ? cookieFor(request.url) : undefined;
  return cookie === undefined ? request : { ...request, headers: [...request.headers, ['Cookie', cookie]] };
}
