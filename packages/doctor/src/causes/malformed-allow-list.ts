import { type BlockCode, extractTokenList, isToken, splitOnCommas } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { judgedLines } from '../facts/facts.js';
import { withHeader } from '../fixed-response.js';

const NAMES = ['access-control-allow-methods', 'access-control-allow-headers'];
const CODES: readonly BlockCode[] = ['InvalidAllowMethodsPreflightResponse', 'InvalidAllowHeadersPreflightResponse'];

export const malformedAllowList: CauseRule = {
  id: 'malformed-allow-list',
  title: 'Access-Control-Allow-Methods or -Headers is malformed',
  fixedIn: 'server',
  stage: 'header',
  fixSentence: 'Write the list as comma-separated names, without quotation marks.',
  prevention: 'Give the middleware lists, not strings. In the header, separate names with commas only.',
  fromConsole: onCodes(...CODES),
  match(facts) {
    if (!CODES.some((code) => code === facts.problem.code) || !facts.judged) return undefined;
    const { index } = facts.judged;
    const wrong = NAMES.flatMap((name) => judgedLines(facts, name)).flatMap((header) => {
      const element = splitOnCommas(header[1]).find((one) => !isToken(one));
      return element === undefined ? [] : [{ header, element }];
    });
    return {
      explanation: `“${wrong[0]?.element ?? ''}” is not a valid name: the list must contain bare names separated by commas, without quotes, semicolons or spaces inside.`,
      certainty: 'certain',
      evidence: wrong.map(({ header, element }) => ({
        text: 'not a valid name',
        exchange: index,
        header,
        at: header[1].indexOf(element),
      })),
    };
  },
  // Keeps the names that were meant, so that other missing ones still show.
  fixed: (response, facts) =>
    NAMES.filter((name) => !extractTokenList(response.headers, name)).reduce(
      (list, name) =>
        withHeader(
          list,
          name,
          judgedLines(facts, name)
            .flatMap(([, value]) => value.split(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]+/))
            .filter((part) => part !== '')
            .join(', '),
        ),
      response,
    ),
};
