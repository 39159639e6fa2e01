import { byteLowercase, isForbiddenResponseHeaderName } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { type Facts, judgedLines, judgedResponse } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { allowNames } from '../fixed-response.js';

const NAME = 'access-control-expose-headers';

/** Headers of the response that the page wants and the browser hides, from `parameter`. */
const hidden = ({ problem }: Facts): readonly string[] => (problem.parameter ?? '').split(', ');

export const headerNotExposed: CauseRule = {
  id: 'header-not-exposed',
  title: 'The response header is not exposed to the page',
  fixedIn: 'server',
  stage: 'not-blocked',
  fixSentence: 'Add the header to Access-Control-Expose-Headers of the response.',
  prevention: 'Add a response header to the policy in the same change that makes the page read it.',
  match(facts) {
    const { judged, problem } = facts;
    if (problem.code !== 'HeaderNotExposed' || !judged) return undefined;
    const names = hidden(facts);
    const listed = judgedLines(facts, NAME)[0];
    const literal = listed?.[1].trim() === '*';
    const never = names.filter(isForbiddenResponseHeaderName);
    return {
      explanation: `The response has ${names.join(', ')}, but the page cannot read ${
        names.length === 1 ? 'it' : 'them'
      }: ${
        never.length > 0
          ? `no page can ever read ${never.join(', ')}`
          : literal
            ? 'with credentials, * in Access-Control-Expose-Headers only means a header named *'
            : 'Access-Control-Expose-Headers must list every header beyond the seven that are always readable'
      }.`,
      certainty: 'certain',
      evidence: [
        ...names.flatMap((name) =>
          lines(judgedResponse(facts), byteLowercase(name))
            .slice(0, 1)
            .map((header) => ({ text: 'hidden from the page', exchange: judged.index, header, at: 0 })),
        ),
        ...(listed ? [{ text: 'not listed', exchange: judged.index, header: listed, at: listed[1].length }] : []),
      ],
    };
  },
  fixed: (response, facts) => allowNames(response, NAME, hidden(facts)),
};
