import { type OriginDifferencePart, originDifference } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { isAnyOriginFault, namedIn } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, isOriginProblem, judgedLines, judgedOrigin } from '../facts/facts.js';
import { allowOrigin } from '../fixed-response.js';

/** What a person can see at the marked character. */
const WORDS: Readonly<Record<OriginDifferencePart, string>> = {
  'trailing-slash': 'a slash at its end',
  path: 'a path',
  scheme: 'another scheme',
  'missing-scheme': 'no scheme',
  host: 'another host',
  port: 'another port',
  'default-port': 'the default port written out',
  case: 'upper-case letters',
  whitespace: 'white space',
  quotes: 'quotation marks',
  other: 'another value',
};

export const originMismatch: CauseRule = {
  id: 'origin-mismatch',
  title: 'The server allows another origin than the page’s',
  fixedIn: 'server',
  stage: 'header',
  before: ['response-without-headers-on-error'],
  remedy: 'Send exactly the page’s origin: scheme, host and port, in lowercase, without a trailing slash.',
  prevention:
    'Write origins as `new URL(text).origin` gives them: scheme, host and port, no path, no slash at the end.',
  fromConsole: (message) => {
    const { code, origin, parameter } = message;
    if (namedIn(message) === 'one') return origin === 'null' || origin === parameter ? 'possible' : 'likely';
    if (code === 'AllowOriginMismatch') return parameter === undefined ? 'likely' : 'possible';
    return isAnyOriginFault(message) ? 'possible' : undefined;
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
