import { type OriginDifferencePart, originDifference } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { isAnyOriginProblem, namedIn } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, isOriginProblem, judgedLines, judgedOrigin } from '../facts/facts.js';
import { allowOrigin } from '../fixed-response.js';

/** What is different at the marked character. */
const WORDS: Readonly<Record<OriginDifferencePart, string>> = {
  'trailing-slash': 'a trailing slash',
  path: 'a path',
  scheme: 'a different scheme',
  'missing-scheme': 'no scheme',
  host: 'a different host',
  port: 'a different port',
  'default-port': 'an explicit default port',
  case: 'uppercase letters',
  whitespace: 'whitespace',
  quotes: 'quotation marks',
  other: 'a different value',
};

export const originMismatch: CauseRule = {
  id: 'origin-mismatch',
  title: 'Access-Control-Allow-Origin does not match the page’s origin',
  fixedIn: 'server',
  stage: 'header',
  before: ['response-without-headers-on-error'],
  fixSentence: 'Send exactly the page’s origin: scheme, host and port, in lowercase, without a trailing slash.',
  prevention:
    'Write origins as `new URL(text).origin` returns them: scheme, host and port, no path and no trailing slash.',
  fromConsole: (message) => {
    const { code, origin, parameter } = message;
    if (namedIn(message) === 'one') return origin === 'null' || origin === parameter ? 'possible' : 'likely';
    if (code === 'AllowOriginMismatch') return parameter === undefined ? 'likely' : 'possible';
    return isAnyOriginProblem(message) ? 'possible' : undefined;
  },
  match(facts) {
    const { judged } = facts;
    const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
    if (!judged || !header || more.length > 0 || !isOriginProblem(facts)) return undefined;
    const origin = judgedOrigin(facts);
    const difference = originDifference(origin, header[1]);
    if (!difference) return undefined;
    const words = WORDS[difference.part];
    return {
      explanation: `The server allows an origin with ${words}: ${header[1]} is not ${origin}. Browsers compare every character.`,
      certainty: 'certain',
      evidence: [{ text: words, exchange: judged.index, header, at: difference.at }],
    };
  },
  fixed: allowOrigin,
};
