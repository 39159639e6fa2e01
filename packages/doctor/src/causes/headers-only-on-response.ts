import type { CauseRule } from '../cause.js';
import { isAnyRefused } from '../explanation/console-evidence.js';
import {
  ALLOW_ORIGIN,
  allowsOrigin,
  isOriginMissing,
  judgedOrigin,
  judgedResponse,
  mentionsCors,
} from '../facts/facts.js';
import { actualOf } from '../facts/seen.js';
import { isOk, lines } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

export const headersOnlyOnResponse: CauseRule = {
  id: 'headers-only-on-response',
  title: 'The preflight response lacks the CORS headers',
  fixedIn: 'server',
  stage: 'header',
  before: ['no-allow-origin'],
  fixSentence: 'Set Access-Control-Allow-Origin on the response to the preflight too.',
  prevention: 'Let the same middleware handle OPTIONS and all other methods. Don’t write a route for OPTIONS.',
  fromConsole: (message) =>
    isAnyRefused(message) && message.code !== 'PreflightInvalidStatus' ? 'possible' : undefined,
  match(facts) {
    const { judged } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || facts.problem.stage !== 'preflight' || !isOriginMissing(facts)) return undefined;
    // Without any CORS header, nothing handles the preflight at all.
    if (!isOk(response) || !mentionsCors(response)) return undefined;
    const actual = actualOf(facts);
    if (!actual || !allowsOrigin(actual.exchange.response, judgedOrigin(facts))) return undefined;
    const header = lines(actual.exchange.response, ALLOW_ORIGIN)[0];
    return {
      explanation:
        'The response to the request itself allows the origin, but the preflight response before it does not, so the browser never sends the request. Set Access-Control-Allow-Origin on both.',
      certainty: 'certain',
      evidence: [
        { text: `${response.status} without Access-Control-Allow-Origin`, exchange: judged.index },
        { text: 'allowed here', exchange: actual.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  fixed: allowOrigin,
};
