import type { CauseRule } from '../cause.js';
import { isAnyRefused, isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { siblingProbes } from '../extra-probes/sibling-origins.js';
import { isOriginMissing, judgedResponse, mentionsCors, responseName } from '../facts/facts.js';
import { find } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

export const noAllowOrigin: CauseRule = {
  id: 'no-allow-origin',
  title: 'Access-Control-Allow-Origin is missing',
  fixedIn: 'server',
  stage: 'header',
  before: ['credentials-not-allowed'],
  fixSentence:
    'Send Access-Control-Allow-Origin with the page’s origin, and Vary: Origin. This is changed on the server, not in the page.',
  prevention: 'Write the CORS policy together with the routes, and test it with requests that a page would send.',
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
        ? `The server sends CORS headers, but not the decisive one: ${responseName(facts)} has no Access-Control-Allow-Origin.`
        : `The server sends no CORS headers: ${responseName(facts)} has no Access-Control-Allow-Origin. Browsers then hide the response from the page; curl and Postman don’t check.`,
      certainty: others.length > 0 ? 'certain' : 'likely',
      evidence: [
        { text: `${response.status} without Access-Control-Allow-Origin`, exchange: judged.index },
        ...(others.length > 0 ? [{ text: `and none for ${others.length} other origins either` }] : []),
      ],
    };
  },
  fixed: allowOrigin,
};
