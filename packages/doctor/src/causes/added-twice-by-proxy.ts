import { type ProbedResponse, splitOnCommas } from '@corsmith/protocol';
import { type CauseRule, faultyProxy } from '../cause.js';
import { isRepeated } from '../explanation/console-evidence.js';
import { decisiveHeader, written } from '../facts/decisive-header.js';
import type { Facts } from '../facts/facts.js';
import { placeOf } from '../facts/layer-facts.js';
import { boundary } from '../facts/layers.js';
import { lines } from '../facts/wire.js';
import { withCorsOf } from '../fixed-response.js';

/** Some proxies join duplicate lines into one. */
const valuesOf = (response: ProbedResponse, name: string): string[] =>
  lines(response, name).flatMap(([, value]) => splitOnCommas(value));

const adding = (facts: Facts) => {
  const name = decisiveHeader(facts);
  if (name !== 'access-control-allow-origin' && name !== 'access-control-allow-credentials') return undefined;
  const found = boundary(facts, (outer, inner) => {
    const before = valuesOf(inner, name).length;
    return before > 0 && valuesOf(outer, name).length > before;
  });
  return found && { ...found, name };
};

export const addedTwiceByProxy: CauseRule = {
  id: 'added-twice-by-proxy',
  title: 'The proxy adds the CORS headers a second time',
  fixedIn: 'proxy',
  stage: 'proxy',
  before: ['edge-answers-preflight'],
  fixSentence: 'Set Access-Control-Allow-Origin in one place, the app or the proxy in front of it, and not in both.',
  prevention: 'Set CORS headers in one place, the app or the proxy, and nowhere else.',
  fromConsole: (message) => (isRepeated(message) ? 'rare' : undefined),
  match(facts) {
    const found = adding(facts);
    if (!found) return undefined;
    const { outer, inner, name } = found;
    return {
      explanation: `${placeOf(inner.layer)} already sends ${written(name)}, and ${placeOf(
        outer.layer,
      )} adds another. Browsers accept exactly one. Strip the server’s header in the proxy, or set CORS headers in one place only.`,
      certainty: 'certain',
      proxy: faultyProxy('doubled', found),
      evidence: [
        ...lines(outer.response, name).map((header) => ({
          text: `from ${placeOf(outer.layer)}`,
          exchange: outer.index,
          header,
          at: 0,
        })),
        ...lines(inner.response, name).map((header) => ({
          text: `from ${placeOf(inner.layer)}`,
          exchange: inner.index,
          header,
          at: 0,
        })),
      ],
    };
  },
  fixed(response, facts) {
    const inner = adding(facts)?.inner.response;
    return inner ? withCorsOf(response, { ...inner, status: response.status }) : response;
  },
};
