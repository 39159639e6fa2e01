import { splitOnCommas } from '@corsmith/protocol';
import { judgedAnswer, lines } from '../facts.js';
import { allowNames } from '../permission.js';
import type { CauseRule } from './cause.js';

const NAME = 'access-control-allow-methods';

export const methodNotAllowed: CauseRule = {
  id: 'method-not-allowed',
  title: 'The server does not allow the method',
  match(facts) {
    if (facts.block.code !== 'MethodDisallowedByPreflightResponse' || !facts.judged) return undefined;
    const method =
      facts.judged.exchange.request.headers.find(([name]) => name === 'Access-Control-Request-Method')?.[1] ?? '';
    const header = lines(judgedAnswer(facts), NAME)[0];
    const otherCase = splitOnCommas(header?.[1] ?? '').find((one) => one.toLowerCase() === method.toLowerCase());
    const literal = header?.[1].trim() === '*';
    const hint = otherCase
      ? ` It has ${otherCase}, and methods are case-sensitive: write ${otherCase === method.toUpperCase() ? `method: '${otherCase}' in the page` : `${method} on the server`}.`
      : literal
        ? ' With credentials * is only a method called *.'
        : '';
    return {
      explanation: `${method} is missing from Access-Control-Allow-Methods.${hint}`,
      certainty: 'certain',
      evidence: [
        {
          text: header
            ? otherCase
              ? 'in another case'
              : literal
                ? 'taken literally with credentials'
                : `no ${method}`
            : 'no Access-Control-Allow-Methods',
          exchange: facts.judged.index,
          ...(header && { header, at: otherCase ? header[1].indexOf(otherCase) : literal ? 0 : header[1].length }),
        },
      ],
    };
  },
  repair: (response, kind, { block }) =>
    kind === 'preflight' ? allowNames(response, NAME, [block.parameter ?? '']) : response,
};
