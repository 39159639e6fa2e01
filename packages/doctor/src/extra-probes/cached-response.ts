import { cacheMark } from '../facts/cache-mark.js';
import { ALLOW_ORIGIN, allowsOrigin, type Facts, isOriginProblem, judgedLines, judgedOrigin } from '../facts/facts.js';
import { placeOf } from '../facts/layer-facts.js';
import { boundary } from '../facts/layers.js';
import { variesByOrigin } from '../facts/vary.js';
import { find, isOk, type Located } from '../facts/wire.js';
import { type ExtraProbe, fresh } from './extra-probe.js';

/** Blocked for its origin, and of a kind that caches store. */
const isCacheable = (facts: Facts): boolean => {
  const { judged, problem } = facts;
  return (
    judged?.exchange.request.kind === 'actual' &&
    ['GET', 'HEAD'].includes(judged.exchange.request.method) &&
    problem.stage === 'response' &&
    isOriginProblem(facts) &&
    judgedLines(facts, ALLOW_ORIGIN).length < 2
  );
};

/** How often the same must be seen before a cache that leaves no mark is blamed: a server may fail at random. */
const OFTEN = 5;

/** The judged request past every cache, if a cache may have responded to it; several if no mark shows the cache. */
export function freshProbes(facts: Facts): readonly ExtraProbe[] {
  const { judged, key } = facts;
  if (!judged || !isCacheable(facts)) return [];
  const turns = allowedPast(facts, 0) && !cacheMark(judged.exchange.response) ? OFTEN : 1;
  return Array.from({ length: turns }, (_, turn) => fresh(judged.exchange.request, key, turn));
}

/** The server's own response, if that would have been allowed, each time that it was requested. */
export function freshResponse(facts: Facts): Located | undefined {
  const turns = freshProbes(facts).map((_, turn) => allowedPast(facts, turn));
  return turns.includes(undefined) ? undefined : turns[0];
}

function allowedPast(facts: Facts, turn: number): Located | undefined {
  const { judged, exchanges, key } = facts;
  const located = judged && find(exchanges, fresh(judged.exchange.request, key, turn).request);
  const response = located?.exchange.response;
  return response && isOk(response) && allowsOrigin(response, judgedOrigin(facts)) ? located : undefined;
}

/**
 * The cache at fault: it served the response although Vary said that it depends on the origin, in the response of the server
 * behind it or in one that came through it uncached.
 */
export function cachingProxy(facts: Facts): CachingProxy | undefined {
  const { judged } = facts;
  const past = freshResponse(facts);
  if (!judged || !past) return undefined;
  const found = boundary(facts, (_, inner) => allowsOrigin(inner, judgedOrigin(facts)));
  if (found && variesByOrigin(found.inner.response)) {
    const { outer, inner } = found;
    return { by: 'cached', outer: outer.index, inner: inner.index, place: placeOf(outer.layer) };
  }
  return variesByOrigin(past.exchange.response) ? { by: 'cached', outer: judged.index, place: 'the cache' } : undefined;
}

interface CachingProxy {
  readonly by: 'cached';
  readonly outer: number;
  readonly inner?: number;
  /** In words. */
  readonly place: string;
}
