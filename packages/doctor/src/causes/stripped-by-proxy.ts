import { type CauseRule, faultyProxy } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { decisiveHeader, written } from '../facts/decisive-header.js';
import type { Facts } from '../facts/facts.js';
import { placeOf } from '../facts/layer-facts.js';
import { boundary } from '../facts/layers.js';
import { lines } from '../facts/wire.js';
import { withCorsOf } from '../fixed-response.js';

const stripping = (facts: Facts) => {
  const name = decisiveHeader(facts);
  if (!name) return undefined;
  const found = boundary(facts, (outer, inner) => lines(outer, name).length === 0 && lines(inner, name).length > 0);
  return found && { ...found, name };
};

export const strippedByProxy: CauseRule = {
  id: 'stripped-by-proxy',
  title: 'The proxy strips the CORS headers',
  fixedIn: 'proxy',
  stage: 'proxy',
  before: ['overwritten-by-proxy'],
  fixSentence: 'Let the proxy or CDN in front pass the CORS headers through.',
  prevention: 'Run `corsmith check --direct` whenever the proxy’s configuration changes.',
  fromConsole: (message) =>
    isResponseSilent(message) && ['other', 'unknown'].includes(statusKind(message)) ? 'rare' : undefined,
  match(facts) {
    const found = stripping(facts);
    if (!found) return undefined;
    const { outer, inner, name } = found;
    const header = lines(inner.response, name)[0];
    return {
      explanation: `${placeOf(inner.layer)} sends ${written(name)}, but it is missing from the response of ${placeOf(
        outer.layer,
      )}: the proxy or CDN there strips it. Fix that proxy or CDN, not the app.`,
      certainty: 'certain',
      proxy: faultyProxy('stripped', found),
      evidence: [
        { text: `no ${written(name)} from ${placeOf(outer.layer)}`, exchange: outer.index },
        { text: `sent by ${placeOf(inner.layer)}`, exchange: inner.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  fixed(response, facts) {
    const inner = stripping(facts)?.inner.response;
    return inner ? withCorsOf(response, { ...inner, status: response.status }) : response;
  },
};
