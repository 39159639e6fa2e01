import type { Facts } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import type { CauseRule } from './cause.js';

/** What `fetch()` refuses by itself, and where to look. */
const REFUSALS: Readonly<Record<string, (facts: Facts) => string>> = {
  DisallowedByMode: ({ request }) =>
    request.mode === 'same-origin'
      ? 'The page asks with mode: ‘same-origin’, which forbids every other origin. Leave the mode out.'
      : 'The page asks for what only its own origin can give: look at the options of its fetch().',
  InvalidMethod: ({ trouble }) => `fetch() refuses the method ${trouble.parameter ?? ''} whatever the server says.`,
  InvalidHeader: ({ trouble }) => `“${trouble.parameter ?? ''}” is no header that fetch() takes.`,
  BodyNotAllowed: ({ trouble }) => `fetch() refuses a body with ${trouble.parameter ?? 'this method'}.`,
  RedirectModeNotAllowed: () => 'With mode: ‘no-cors’ fetch() takes no redirect mode but ‘follow’.',
  UrlContainsCredentials: () =>
    'fetch() refuses a URL with a user name or password in it. Send them in an Authorization header.',
};

/** Refused before CORS is asked: by `fetch()`, or by the embedding policy of the resource. */
export const notCors: CauseRule = {
  id: 'not-cors',
  title: 'This is not about CORS',
  mendedIn: 'page',
  remedy: 'No CORS header changes this: look where the message points.',
  fromConsole: ({ code = '' }) => (code in REFUSALS ? 'likely' : undefined),
  match(facts) {
    const refusal = REFUSALS[facts.trouble.code];
    if (refusal) {
      const explanation = `${refusal(facts)} Nothing was sent, so this is not about CORS.`;
      return { explanation, certainty: 'certain', evidence: [{ text: 'refused in the page' }] };
    }
    return facts.trouble.code === 'OpaqueResponse' ? embeddingRefused(facts) : undefined;
  },
};

/** https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header */
function embeddingRefused(facts: Facts): ReturnType<CauseRule['match']> {
  const located = facts.judged;
  const header = lines(located?.exchange.response, 'cross-origin-resource-policy')[0];
  if (!located || !header || !/^same-(?:origin|site)$/.test(header[1].trim())) return undefined;
  return {
    explanation: `Without CORS (mode no-cors) Cross-Origin-Resource-Policy decides, and “${header[1]}” keeps other ${
      header[1].trim() === 'same-site' ? 'sites' : 'origins'
    } out. Say cross-origin there, or ask with CORS.`,
    certainty: 'certain',
    evidence: [{ text: 'keeps this page out', exchange: located.index, header, at: 0 }],
  };
}
