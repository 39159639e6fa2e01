import type { CauseRule } from '../cause.js';
import { isAnyRefused, isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { siblingProbes } from '../extra-probes/sibling-origins.js';
import { isOriginMissing, judgedResponse, mentionsCors, responseName } from '../facts/facts.js';
import { find } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

export const noAllowOrigin: CauseRule = {
  id: 'no-allow-origin',
  title: 'The server does not allow any origin',
  fixedIn: 'server',
  stage: 'header',
  before: ['credentials-not-allowed'],
  remedy:
    'Send Access-Control-Allow-Origin with the page’s origin, and Vary: Origin. This is changed on the server, not in the page.',
  prevention: 'Put the policy beside the routes from the first day, and a test that asks as a page would.',
  fromConsole: (message) => {
    const kind = statusKind(message);
    if (isResponseSilent(message) && (kind === 'other' || kind === 'unknown')) return 'likely';
    const isRefused = isResponseSilent(message) || (isAnyRefused(message) && message.code !== 'PreflightInvalidStatus');
    return isRefused ? 'possible' : undefined;
  },
  match(facts) {
    const { judged } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || !isOriginMissing(facts)) return undefined;
    const others = siblingProbes(facts).filter(({ request }) => find(facts.exchanges, request)?.exchange.response);
    return {
      explanation: mentionsCors(response)
        ? `The server sends CORS headers, but not the one that counts: ${responseName(facts)} has no Access-Control-Allow-Origin.`
        : `The server says nothing about CORS: ${responseName(facts)} has no Access-Control-Allow-Origin. A browser then keeps the response from the page; curl and Postman do not ask.`,
      certainty: others.length > 0 ? 'certain' : 'likely',
      evidence: [
        { text: `${response.status} without Access-Control-Allow-Origin`, exchange: judged.index },
        ...(others.length > 0 ? [{ text: `nor is there for ${others.length} other origins` }] : []),
      ],
    };
  },
  fixed: allowOrigin,
};
