import type { Facts, LayerFacts } from '../facts.js';
import { judgedAnswer, lines } from '../facts.js';
import { allowOrigin } from '../permission.js';
import type { CauseRule } from './cause.js';

const NAME = 'access-control-allow-origin';

/** What that layer answered to the request that was blocked. */
const counterpart = ({ block }: Facts, layer: LayerFacts) =>
  block.stage === 'preflight' ? layer.preflight : layer.actual;

export const strippedByProxy: CauseRule = {
  id: 'stripped-by-proxy',
  title: 'A proxy between takes the CORS headers away',
  match(facts) {
    const answer = judgedAnswer(facts);
    if (!answer || !facts.judged || lines(answer, NAME).length > 0) return undefined;
    const behind = facts.layers
      .map((layer) => ({ layer, located: counterpart(facts, layer) }))
      .find(({ located }) => lines(located?.exchange.response, NAME).length > 0);
    if (!behind?.located) return undefined;
    const { layer, located } = behind;
    const header = lines(located.exchange.response, NAME)[0];
    return {
      explanation: `The server behind it (${layer.name}) sends Access-Control-Allow-Origin, and it does not arrive: what stands before that server takes it away. Mend the proxy or CDN, not the app.`,
      certainty: 'certain',
      evidence: [
        { text: 'no Access-Control-Allow-Origin through the front', exchange: facts.judged.index },
        { text: `there at ${layer.name}`, exchange: located.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  repair: (response, _kind, { request }) => allowOrigin(response, request),
};
