import { byteLowercase, get, splitOnCommas } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { type Facts, judgedLines, judgedResponse } from '../facts/facts.js';
import { isOk } from '../facts/wire.js';
import { allowNames } from '../fixed-response.js';

const NAME = 'access-control-allow-headers';

/** How a server says it that refuses the whole preflight for it (Starlette). */
const REFUSAL = /Disallowed CORS (?:\w+, )*headers/;

/** All names that are missing, not only the first, which is the one that a browser tells. */
function missing(facts: Facts): string[] {
  const asked = get(facts.judged?.exchange.request.headers ?? [], 'access-control-request-headers') ?? '';
  const allowed = new Set(judgedLines(facts, NAME).flatMap(([, value]) => splitOnCommas(byteLowercase(value))));
  const covered = (name: string) =>
    allowed.has(name) || (allowed.has('*') && facts.request.credentials !== 'include' && name !== 'authorization');
  const names = splitOnCommas(asked).filter((name) => !covered(name));
  const told = facts.problem.code === 'HeaderDisallowedByPreflightResponse' ? facts.problem.parameter : undefined;
  return names.length > 0 || told === undefined ? names : [byteLowercase(told)];
}

const named = onCodes('HeaderDisallowedByPreflightResponse');

export const headerNotAllowed: CauseRule = {
  id: 'header-not-allowed',
  title: 'The server does not allow a header that the page sends',
  fixedIn: 'server',
  stage: 'refusal',
  remedy: 'Add every header that the page sets to Access-Control-Allow-Headers in the response to the preflight.',
  prevention: 'Name a new header in the policy in the same change that has the page send it.',
  fromConsole: (message) =>
    named(message) ??
    (message.code === 'PreflightInvalidStatus' && (message.status ?? 400) === 400 ? 'rare' : undefined),
  match(facts) {
    const response = judgedResponse(facts);
    if (!facts.judged || !response) return undefined;
    const told = facts.problem.code === 'HeaderDisallowedByPreflightResponse';
    if (!told && !(facts.problem.code === 'PreflightInvalidStatus' && REFUSAL.test(response.bodyStart)))
      return undefined;
    const names = missing(facts);
    const header = judgedLines(facts, NAME)[0];
    const literal = header?.[1].trim() === '*';
    const absent = literal ? 'taken literally with credentials' : `no ${names.join(', ')}`;
    return {
      explanation: `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing from Access-Control-Allow-Headers${
        literal ? ': with credentials * is only a header called *' : ''
      }.`,
      certainty: 'certain',
      evidence: [
        {
          text: header ? absent : 'no Access-Control-Allow-Headers',
          exchange: facts.judged.index,
          ...(header && { header, at: literal ? 0 : header[1].length }),
        },
      ],
    };
  },
  fixed: (response, facts) =>
    allowNames(isOk(response) ? response : { ...response, status: 204 }, NAME, missing(facts)),
};
