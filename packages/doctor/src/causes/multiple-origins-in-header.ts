import { judgedAnswer, lines } from '../facts.js';
import { allowOrigin } from '../permission.js';
import type { CauseRule } from './cause.js';

export const multipleOriginsInHeader: CauseRule = {
  id: 'multiple-origins-in-header',
  title: 'Access-Control-Allow-Origin lists several origins',
  match(facts) {
    const found = lines(judgedAnswer(facts), 'access-control-allow-origin');
    const header = found[0];
    const at = header?.[1].trim().search(/[ ,]/) ?? -1;
    if (!facts.judged || !header || found.length > 1 || at < 0 || !isOriginCode(facts.block.code)) return undefined;
    return {
      explanation:
        'Access-Control-Allow-Origin holds a list, and a browser takes exactly one origin. The server must look at the Origin of each request and answer with that one, where it is allowed.',
      certainty: 'certain',
      evidence: [{ text: 'a second value begins', exchange: facts.judged.index, header, at }],
    };
  },
  repair: (response, _kind, { request }) => allowOrigin(response, request),
};

const isOriginCode = (code: string): boolean =>
  ['MultipleAllowOriginValues', 'AllowOriginMismatch', 'OriginNotAllowed'].includes(code);
