import { get, type WireRequest } from '@corsmith/protocol';
import type { ProbedExchange } from '../diagnosis.js';
import { find, isOk, type Located, lines } from '../facts/wire.js';
import { asGet } from '../probe/harmless.js';
import { preflightFor, type TellingProbe } from '../telling/telling-probe.js';

/** What tells about a request that is held back: a GET of the same URL, and the permission where no browser asks for it. */
export function standIns(exchanges: readonly ProbedExchange[], wire: WireRequest): readonly TellingProbe[] {
  const got = { request: asGet(wire, wire.url), why: `in place of ${wire.method}, which may change something` };
  if (isPreflighted(exchanges, wire)) return [got];
  return [got, { request: preflightFor(wire), why: `to see what the server permits for ${wire.method}` }];
}

const isPreflighted = (exchanges: readonly ProbedExchange[], { url }: WireRequest): boolean =>
  exchanges.some(({ request, why }) => request.kind === 'preflight' && request.url === url && why === undefined);

/** A redirect that goes for every method of a URL. */
const MOVED = [301, 307, 308];

/**
 * What the answer to a request that is held back would most likely be like: the GET's where the server took it, and it
 * is no page for people, which other code may serve. For a request that needs no preflight the permission counts next,
 * and last the GET's refusal. Otherwise nothing is known, and the preflight has the last word.
 */
export function answerInStead(exchanges: readonly ProbedExchange[], wire: WireRequest): Located | undefined {
  const [got, permission] = standIns(exchanges, wire).map(({ request }) => find(exchanges, request));
  const answer = got?.exchange.response;
  if (!answer) return got;
  const isPage = /^text\/html\b/i.test(get(answer.headers, 'content-type') ?? '');
  if ((isOk(answer) || MOVED.includes(answer.status)) && !isPage) return got;
  if (!permission) return undefined;
  return lines(permission.exchange.response, 'access-control-allow-origin').length > 0 ? permission : got;
}
