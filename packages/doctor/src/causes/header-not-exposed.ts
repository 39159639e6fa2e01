import { byteLowercase, isForbiddenResponseHeaderName } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { type Facts, judgedLines, judgedResponse } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { allowNames } from '../fixed-response.js';

const NAME = 'access-control-expose-headers';

/** Names that the page wants and the response has, and that the browser keeps from it; `parameter` has them. */
const hidden = ({ problem }: Facts): readonly string[] => (problem.parameter ?? '').split(', ');

export const headerNotExposed: CauseRule = {
  id: 'header-not-exposed',
  title: 'The server does not let the page read a response header',
  fixedIn: 'server',
  stage: 'not-blocked',
  remedy: 'Name the header in Access-Control-Expose-Headers of the response.',
  prevention: 'Name a response header in the policy in the same change that has the page read it.',
  match(facts) {
    const { judged, problem } = facts;
    if (problem.code !== 'HeaderNotExposed' || !judged) return undefined;
    const names = hidden(facts);
    const listed = judgedLines(facts, NAME)[0];
    const literal = listed?.[1].trim() === '*';
    const never = names.filter(isForbiddenResponseHeaderName);
    return {
      explanation: `The response has ${names.join(', ')}, and the page sees ${
        names.length === 1 ? 'it' : 'them'
      } as absent: ${
        never.length > 0
          ? `no page may ever read ${never.join(', ')}`
          : literal
            ? 'with credentials * in Access-Control-Expose-Headers is only a header called *'
            : 'Access-Control-Expose-Headers must name what a page may read beyond the seven that are always readable'
      }.`,
      certainty: 'certain',
      evidence: [
        ...names.flatMap((name) =>
          lines(judgedResponse(facts), byteLowercase(name))
            .slice(0, 1)
            .map((header) => ({ text: 'hidden from the page', exchange: judged.index, header, at: 0 })),
        ),
        ...(listed ? [{ text: 'not named', exchange: judged.index, header: listed, at: listed[1].length }] : []),
      ],
    };
  },
  fixed: (response, facts) => allowNames(response, NAME, hidden(facts)),
};
