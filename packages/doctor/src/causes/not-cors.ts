import type { CauseRule } from '../cause.js';
import type { Facts } from '../facts/facts.js';

/** What `fetch()` refuses by itself, and where to look. */
const REFUSALS: Readonly<Record<string, (facts: Facts) => string>> = {
  DisallowedByMode: ({ request }) =>
    request.mode === 'same-origin'
      ? 'The page sets mode: ‘same-origin’, which forbids every other origin. Remove the mode.'
      : 'The page requests something that only its own origin can provide. Check the options of its fetch().',
  InvalidMethod: ({ problem }) => `fetch() rejects the method ${problem.parameter ?? ''}, whatever the server says.`,
  InvalidHeader: ({ problem }) => `“${problem.parameter ?? ''}” is not a valid header for fetch().`,
  BodyNotAllowed: ({ problem }) => `fetch() rejects a body with ${problem.parameter ?? 'this method'}.`,
  RedirectModeNotAllowed: () => 'With mode: ‘no-cors’, fetch() accepts only the redirect mode ‘follow’.',
  UrlContainsCredentials: () =>
    'fetch() rejects a URL that contains a user name or password. Send them in an Authorization header.',
};

/** Refused by `fetch()`, before anything is sent. */
export const notCors: CauseRule = {
  id: 'not-cors',
  title: 'The request is blocked, but not by CORS',
  fixedIn: 'page',
  stage: 'not-blocked',
  before: ['local-network-access'],
  fixSentence: 'No CORS header changes this: follow the browser’s message.',
  prevention: 'Read the whole message: it names the policy that blocks, and each policy is set in a different place.',
  fromConsole: ({ code = '' }) => (code in REFUSALS ? 'likely' : undefined),
  match(facts) {
    const refusal = REFUSALS[facts.problem.code]?.(facts) ?? ofDataUrl(facts);
    if (refusal === undefined) return undefined;
    const explanation = `${refusal} Nothing was sent, so this is not about CORS.`;
    return { explanation, certainty: 'certain', evidence: [{ text: 'refused in the page' }] };
  },
};

/** Nothing is sent for such a URL, so no exchange shows why it fails. */
const ofDataUrl = ({ problem, request }: Facts): string | undefined =>
  problem.code === 'NetworkFailure' && request.url.startsWith('data:')
    ? 'The data: URL can’t be read: it has no comma, or its base64 is not valid.'
    : undefined;
