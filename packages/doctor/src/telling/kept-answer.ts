import { ALLOW_ORIGIN, allowsOrigin, type Facts, isOriginTrouble, judgedLines, judgedOrigin } from '../facts/facts.js';
import { boundary, placeOf } from '../facts/layers.js';
import { variesByOrigin } from '../facts/vary.js';
import { find, isOk, type Located } from '../facts/wire.js';
import { fresh, type TellingProbe } from './telling-probe.js';

/** Blocked for its origin, and of a kind that caches keep. */
const isKeepable = (facts: Facts): boolean => {
  const { judged, trouble } = facts;
  return (
    judged?.exchange.request.kind === 'actual' &&
    ['GET', 'HEAD'].includes(judged.exchange.request.method) &&
    trouble.stage === 'response' &&
    isOriginTrouble(facts) &&
    judgedLines(facts, ALLOW_ORIGIN).length < 2
  );
};

/** The judged request past every cache, where a cache may have answered it. */
export const freshProbes = (facts: Facts): readonly TellingProbe[] =>
  facts.judged && isKeepable(facts) ? [fresh(facts.judged.exchange.request, facts.key)] : [];

/** What the server itself answers, where that would have been allowed. */
export function freshAnswer(facts: Facts): Located | undefined {
  const [probe] = freshProbes(facts);
  const located = probe && find(facts.exchanges, probe.request);
  const response = located?.exchange.response;
  return response && isOk(response) && allowsOrigin(response, judgedOrigin(facts)) ? located : undefined;
}

/**
 * Where the answer was kept, if that is a cache's fault: one that was told that the answer depends on the origin, by the
 * server behind it or by what comes through it past the cache.
 */
export function keptBetween(facts: Facts): KeptBetween | undefined {
  const { judged } = facts;
  const past = freshAnswer(facts);
  if (!judged || !past) return undefined;
  const found = boundary(facts, (_, inner) => allowsOrigin(inner, judgedOrigin(facts)));
  if (found && variesByOrigin(found.inner.response)) {
    const { outer, inner } = found;
    return { by: 'cached', outer: outer.index, inner: inner.index, place: placeOf(outer.layer) };
  }
  return variesByOrigin(past.exchange.response) ? { by: 'cached', outer: judged.index, place: 'the cache' } : undefined;
}

interface KeptBetween {
  readonly by: 'cached';
  readonly outer: number;
  readonly inner?: number;
  /** In words. */
  readonly place: string;
}
