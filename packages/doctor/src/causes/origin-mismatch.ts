import { type OriginDifferencePart, originDifference } from '@corsmith/protocol';
import { judgedAnswer, lines } from '../facts.js';
import { allowOrigin } from '../permission.js';
import type { CauseRule } from './cause.js';

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
  match(facts) {
    const { request, block, judged } = facts;
    const [line, ...more] = lines(judgedAnswer(facts), 'access-control-allow-origin');
    if (!judged || !line || more.length > 0) return undefined;
    if (!['AllowOriginMismatch', 'OriginNotAllowed'].includes(block.code)) return undefined;
    const difference = originDifference(request.origin, line[1]);
    if (!difference) return undefined;
    const words = WORDS[difference.part];
    return {
      explanation: `The server allows an origin with ${words}: ${line[1]} is not ${request.origin}. Browsers compare every character.`,
      certainty: 'certain',
      evidence: [{ text: words, exchange: judged.index, header: line, at: difference.at }],
    };
  },
  repair: (response, _kind, { request }) => allowOrigin(response, request),
};
