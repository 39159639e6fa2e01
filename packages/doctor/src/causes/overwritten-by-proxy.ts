import { type CauseRule, faultyProxy } from '../cause.js';
import { isOtherHost } from '../explanation/console-evidence.js';
import { decisiveHeader, written } from '../facts/decisive-header.js';
import type { Facts } from '../facts/facts.js';
import { placeOf } from '../facts/layer-facts.js';
import { boundary } from '../facts/layers.js';
import { lines } from '../facts/wire.js';
import { withCorsOf } from '../fixed-response.js';

const overwriting = (facts: Facts) => {
  const name = decisiveHeader(facts);
  if (!name) return undefined;
  const found = boundary(facts, (outer, inner) => {
    const [before, after] = [inner, outer].map((response) => lines(response, name).map(([, value]) => value));
    return before?.length === 1 && after?.length === 1 && before[0] !== after[0];
  });
  return found && { ...found, name };
};

export const overwrittenByProxy: CauseRule = {
  id: 'overwritten-by-proxy',
  title: 'The proxy overwrites the CORS headers',
  fixedIn: 'proxy',
  stage: 'proxy',
  fixSentence: 'Set Access-Control-Allow-Origin in one place, the app or the proxy in front of it, and not in both.',
  prevention: 'Set CORS headers in one place, the app or the proxy, and nowhere else.',
  fromConsole: (message) => (isOtherHost(message) ? 'rare' : undefined),
  match(facts) {
    const found = overwriting(facts);
    if (!found) return undefined;
    const { outer, inner, name } = found;
    const [theirs, ours] = [outer, inner].map(({ response }) => lines(response, name)[0]);
    return {
      explanation: `${placeOf(inner.layer)} sends ${written(name)}: ${ours?.[1]}, but ${placeOf(
        outer.layer,
      )} replaces it with ${theirs?.[1]}. Set CORS headers in one of the two only.`,
      certainty: 'certain',
      proxy: faultyProxy('overwritten', found),
      evidence: [
        { text: 'overwritten', exchange: outer.index, ...(theirs && { header: theirs, at: 0 }) },
        { text: `from ${placeOf(inner.layer)}`, exchange: inner.index, ...(ours && { header: ours, at: 0 }) },
      ],
    };
  },
  fixed(response, facts) {
    const inner = overwriting(facts)?.inner.response;
    return inner ? withCorsOf(response, { ...inner, status: response.status }) : response;
  },
};
