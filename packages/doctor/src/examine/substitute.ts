import { get, type ProbedExchange, type WireRequest } from '@corsmith/protocol';
import { type ExtraProbe, preflightFor } from '../extra-probes/extra-probe.js';
import { find, isOk, type Located, lines } from '../facts/wire.js';
import { asGet } from '../probe/harmless.js';

/** Probes that show what an unsent request would get: a GET of the same URL, and a preflight if browsers send none. */
export function substitutes(exchanges: readonly ProbedExchange[], wire: WireRequest): readonly ExtraProbe[] {
  const got = { request: asGet(wire, wire.url), why: `in place of ${wire.method}, which may change data` };
  if (isPreflighted(exchanges, wire)) return [got];
  return [got, { request: preflightFor(wire), why: `to see what the server allows for ${wire.method}` }];
}

const isPreflighted = (exchanges: readonly ProbedExchange[], { url }: WireRequest): boolean =>
  exchanges.some(({ request, why }) => request.kind === 'preflight' && request.url === url && why === undefined);

/** Redirects that apply to every method of a URL. */
const MOVED = [301, 307, 308];

/**
 * The response that an unsent request would most likely get: that of the GET if it succeeded and is not an HTML page, which
 * other code may serve. Without a preflight of the browser's, the probe's preflight counts next, and last the GET's error.
 * Otherwise nothing is known, and the preflight decides.
 */
export function substituteFor(exchanges: readonly ProbedExchange[], wire: WireRequest): Located | undefined {
  const [got, preflight] = substitutes(exchanges, wire).map(({ request }) => find(exchanges, request));
  const response = got?.exchange.response;
  if (!response) return got;
  const isPage = /^text\/html\b/i.test(get(response.headers, 'content-type') ?? '');
  if ((isOk(response) || MOVED.includes(response.status)) && !isPage) return got;
  if (!preflight) return undefined;
  return lines(preflight.exchange.response, 'access-control-allow-origin').length > 0 ? preflight : got;
}
