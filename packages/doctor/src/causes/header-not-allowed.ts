import { byteLowercase, get, splitOnCommas } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { type Facts, judgedLines, judgedResponse } from '../facts/facts.js';
import { isOk } from '../facts/wire.js';
import { allowNames } from '../fixed-response.js';

const NAME = 'access-control-allow-headers';

/** What a server prints that denies the whole preflight for it (Starlette). */
const REFUSAL = /Disallowed CORS (?:\w+, )*headers/;

/** All missing names; browsers report only the first. */
function missing(facts: Facts): string[] {
  const requested = get(facts.judged?.exchange.request.headers ?? [], 'access-control-request-headers') ?? '';
  const allowed = new Set(judgedLines(facts, NAME).flatMap(([, value]) => splitOnCommas(byteLowercase(value))));
  const covered = (name: string) =>
    allowed.has(name) || (allowed.has('*') && facts.request.credentials !== 'include' && name !== 'authorization');
  const names = splitOnCommas(requested).filter((name) => !covered(name));
  const reported = facts.problem.code === 'HeaderDisallowedByPreflightResponse' ? facts.problem.parameter : undefined;
  return names.length > 0 || reported === undefined ? names : [byteLowercase(reported)];
}

const named = onCodes('HeaderDisallowedByPreflightResponse');

export const headerNotAllowed: CauseRule = {
  id: 'header-not-allowed',
  title: 'The server does not allow a request header',
  fixedIn: 'server',
  stage: 'denial',
  fixSentence: 'Add every header that the page sets to Access-Control-Allow-Headers in the response to the preflight.',
  prevention: 'Add a new request header to the policy in the same change that makes the page send it.',
  fromConsole: (message) =>
    named(message) ??
    (message.code === 'PreflightInvalidStatus' && (message.status ?? 400) === 400 ? 'rare' : undefined),
  match(facts) {
    const response = judgedResponse(facts);
    if (!facts.judged || !response) return undefined;
    const isNamed = facts.problem.code === 'HeaderDisallowedByPreflightResponse';
    if (!isNamed && !(facts.problem.code === 'PreflightInvalidStatus' && REFUSAL.test(response.bodyStart)))
      return undefined;
    const names = missing(facts);
    const header = judgedLines(facts, NAME)[0];
    const literal = header?.[1].trim() === '*';
    const absent = literal ? 'literal with credentials' : `no ${names.join(', ')}`;
    return {
      explanation: `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing from Access-Control-Allow-Headers${
        literal ? ': with credentials, * only means a header named *' : ''
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
