import { type BlockCode, extractTokenList, isToken, splitOnCommas } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { judgedLines } from '../facts/facts.js';
import { withHeader } from '../fixed-response.js';

const NAMES = ['access-control-allow-methods', 'access-control-allow-headers'];
const CODES: readonly BlockCode[] = ['InvalidAllowMethodsPreflightResponse', 'InvalidAllowHeadersPreflightResponse'];

export const malformedAllowList: CauseRule = {
  id: 'malformed-allow-list',
  title: 'A list of the preflight’s response does not parse',
  fixedIn: 'server',
  stage: 'header',
  remedy: 'Write the list as names with commas between them, without quotation marks.',
  prevention: 'Give the middleware lists, not texts; names are separated by commas alone.',
  fromConsole: onCodes(...CODES),
  match(facts) {
    if (!CODES.some((code) => code === facts.problem.code) || !facts.judged) return undefined;
    const { index } = facts.judged;
    const wrong = NAMES.flatMap((name) => judgedLines(facts, name)).flatMap((header) => {
      const element = splitOnCommas(header[1]).find((one) => !isToken(one));
      return element === undefined ? [] : [{ header, element }];
    });
    return {
      explanation: `“${wrong[0]?.element ?? ''}” is no name: the list takes bare names with commas between them, without quotes, semicolons or spaces inside.`,
      certainty: 'certain',
      evidence: wrong.map(({ header, element }) => ({
        text: 'not a name',
        exchange: index,
        header,
        at: header[1].indexOf(element),
      })),
    };
  },
  // What was meant is kept, so that what is missing besides still shows.
  fixed: (response, facts) =>
    NAMES.filter((name) => !extractTokenList(response.headers, name)).reduce(
      (mended, name) =>
        withHeader(
          mended,
          name,
          judgedLines(facts, name)
            .flatMap(([, value]) => value.split(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]+/))
            .filter((part) => part !== '')
            .join(', '),
        ),
      response,
    ),
};
