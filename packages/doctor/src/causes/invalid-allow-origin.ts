import { originProblem } from '@corsmith/protocol';
import { judgedAnswer, lines } from '../facts.js';
import { allowOrigin } from '../permission.js';
import type { CauseRule } from './cause.js';

/** Values that name no origin at all: `yes`, `*.example.com`, `undefined`, `"https://a"`, nothing. */
export const invalidAllowOrigin: CauseRule = {
  id: 'invalid-allow-origin',
  title: 'Access-Control-Allow-Origin is not an origin',
  match(facts) {
    const [header, ...more] = lines(judgedAnswer(facts), 'access-control-allow-origin');
    if (!facts.judged || !header || more.length > 0) return undefined;
    if (!['InvalidAllowOriginValue', 'AllowOriginMismatch', 'OriginNotAllowed'].includes(facts.block.code))
      return undefined;
    const value = header[1].trim();
    const problem = originProblem(value);
    const unusable = value.includes('*') || (problem && ['empty', 'invalid', 'missing-scheme'].includes(problem.code));
    if (!unusable || problem?.suggestion === facts.request.origin) return undefined;
    return {
      explanation: `Access-Control-Allow-Origin is “${value}”. It takes one whole origin, such as ${facts.request.origin}, or a single *: no patterns, no true, no list.`,
      certainty: 'certain',
      evidence: [{ text: value === '' ? 'empty' : 'not an origin', exchange: facts.judged.index, header, at: 0 }],
    };
  },
  repair: (response, _kind, { request }) => allowOrigin(response, request),
};
