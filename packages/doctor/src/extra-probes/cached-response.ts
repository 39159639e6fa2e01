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

/** The judged request past every cache, if a cache may have responded to it. */
export const freshProbes = (facts: Facts): readonly ExtraProbe[] =>
  facts.judged && isCacheable(facts) ? [fresh(facts.judged.exchange.request, facts.key)] : [];

/** The server's own response, if that would have been allowed. */
export function freshResponse(facts: Facts): Located | undefined {
  const [probe] = freshProbes(facts);
  const located = probe && find(facts.exchanges, probe.request);
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
