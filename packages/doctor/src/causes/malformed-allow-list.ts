import { isToken, splitOnCommas } from '@corsmith/protocol';
import { judgedAnswer, lines } from '../facts.js';
import { allowPreflight } from '../permission.js';
import type { CauseRule } from './cause.js';

const NAMES: Readonly<Record<string, string>> = {
  InvalidAllowMethodsPreflightResponse: 'access-control-allow-methods',
  InvalidAllowHeadersPreflightResponse: 'access-control-allow-headers',
};

export const malformedAllowList: CauseRule = {
  id: 'malformed-allow-list',
  title: 'A list of the preflight’s answer does not parse',
  match(facts) {
    const name = NAMES[facts.block.code];
    if (!name || !facts.judged) return undefined;
    const header = lines(judgedAnswer(facts), name).find(([, value]) => !splitOnCommas(value).every(isToken));
    const wrong = splitOnCommas(header?.[1] ?? '').find((element) => !isToken(element)) ?? '';
    return {
      explanation: `“${wrong}” is no name: the list takes bare names with commas between them, without quotes, semicolons or spaces inside.`,
      certainty: 'certain',
      evidence: [
        { text: 'not a name', exchange: facts.judged.index, ...(header && { header, at: header[1].indexOf(wrong) }) },
      ],
    };
  },
  repair: (response, kind, { request }) => (kind === 'preflight' ? allowPreflight(response, request) : response),
};
