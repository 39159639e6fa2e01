import { type CauseRule, faultyProxy } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { decisiveHeader, written } from '../facts/decisive-header.js';
import type { Facts } from '../facts/facts.js';
import { boundary, placeOf } from '../facts/layers.js';
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
  title: 'A proxy between takes the CORS headers away',
  fixedIn: 'proxy',
  stage: 'between',
  before: ['overwritten-by-proxy'],
  remedy: 'Let the proxy or CDN in front pass the CORS headers through.',
  prevention: 'Check through the proxy, with `--direct`, whenever its configuration changes.',
  fromConsole: (message) =>
    isResponseSilent(message) && ['other', 'unknown'].includes(statusKind(message)) ? 'rare' : undefined,
  match(facts) {
    const found = stripping(facts);
    if (!found) return undefined;
    const { outer, inner, name } = found;
    const header = lines(inner.response, name)[0];
    return {
      explanation: `${placeOf(inner.layer)} sends ${written(name)}, and it does not come out of ${placeOf(
        outer.layer,
      )}: what stands there takes it away. Mend that proxy or CDN, not the app.`,
      certainty: 'certain',
      proxy: faultyProxy('stripped', found),
      evidence: [
        { text: `no ${written(name)} out of ${placeOf(outer.layer)}`, exchange: outer.index },
        { text: `there at ${placeOf(inner.layer)}`, exchange: inner.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  fixed(response, facts) {
    const inner = stripping(facts)?.inner.response;
    return inner ? withCorsOf(response, { ...inner, status: response.status }) : response;
  },
};
