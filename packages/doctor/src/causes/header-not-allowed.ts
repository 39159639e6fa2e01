import { splitOnCommas } from '@corsmith/protocol';
import type { Facts } from '../facts.js';
import { judgedAnswer, lines } from '../facts.js';
import { allowNames, askedHeaders } from '../permission.js';
import type { CauseRule } from './cause.js';

const NAME = 'access-control-allow-headers';

/** All names that are missing, not only the first, which is the one that a browser tells. */
function missing(facts: Facts): string[] {
  const answer = judgedAnswer(facts);
  const allowed = new Set(lines(answer, NAME).flatMap(([, value]) => splitOnCommas(value.toLowerCase())));
  const covered = (name: string) =>
    allowed.has(name) || (allowed.has('*') && facts.request.credentials !== 'include' && name !== 'authorization');
  const names = askedHeaders(facts.request).filter((name) => !covered(name));
  const told = facts.block.parameter?.toLowerCase();
  return names.length > 0 || !told ? names : [told];
}

export const headerNotAllowed: CauseRule = {
  id: 'header-not-allowed',
  title: 'The server does not allow a header that the page sends',
  match(facts) {
    if (facts.block.code !== 'HeaderDisallowedByPreflightResponse' || !facts.judged) return undefined;
    const names = missing(facts);
    const header = lines(judgedAnswer(facts), NAME)[0];
    const literal = header?.[1].trim() === '*';
    return {
      explanation: `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing from Access-Control-Allow-Headers${
        literal ? ': with credentials * is only a header called *' : ''
      }.`,
      certainty: 'certain',
      evidence: [
        {
          text: header
            ? literal
              ? 'taken literally with credentials'
              : `no ${names.join(', ')}`
            : 'no Access-Control-Allow-Headers',
          exchange: facts.judged.index,
          ...(header && { header, at: literal ? 0 : header[1].length }),
        },
      ],
    };
  },
  repair: (response, kind, facts) => (kind === 'preflight' ? allowNames(response, NAME, missing(facts)) : response),
};
