import type { ProbedExchange, WireRequest } from '@corsmith/protocol';
import type { Permission } from './permission.js';
import type { Probe } from './probe.js';

/**
 * A probe that sends the page's cookies with the requests that have credentials, as a browser does below all that CORS
 * decides on: the exchange has the request without them.
 */
export function withCookies<P extends Probe>(probe: P, cookieFor: (url: string) => string | undefined): P {
  const send = async (request: WireRequest, permission?: Permission): Promise<ProbedExchange> => {
    const cookie = request.kind === 'actual' && request.credentials ? cookieFor(request.url) : undefined;
    const sent = cookie === undefined ? request : { ...request, headers: [...request.headers, ['Cookie', cookie]] };
    const exchange = await (probe.send as (...args: unknown[]) => Promise<ProbedExchange>)(
      sent,
      ...(permission ? [permission] : []),
    );
    return { ...exchange, request };
  };
  return { ...probe, send };
}
