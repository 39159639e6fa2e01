import { byteLowercase, byteUppercase, get, splitOnCommas } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { type Facts, judgedLines, judgedResponse } from '../facts/facts.js';
import { isOk } from '../facts/wire.js';
import { allowNames } from '../fixed-response.js';

const NAME = 'access-control-allow-methods';

/** What a server prints that denies the whole preflight for it (Starlette). */
const REFUSAL = /Disallowed CORS (?:\w+, )*method/;

const requestedMethod = ({ judged }: Facts): string =>
  get(judged?.exchange.request.headers ?? [], 'access-control-request-method') ?? '';

const named = onCodes('MethodDisallowedByPreflightResponse');

export const methodNotAllowed: CauseRule = {
  id: 'method-not-allowed',
  title: 'The server does not allow the method',
  fixedIn: 'server',
  stage: 'denial',
  before: ['header-not-allowed'],
  fixSentence: 'Add the method, in uppercase, to Access-Control-Allow-Methods in the response to the preflight.',
  prevention: 'Allow the methods that the routes have, in uppercase: `PATCH`, not `patch`.',
  fromConsole: (message) =>
    named(message) ??
    (message.code === 'PreflightInvalidStatus' && (message.status ?? 400) === 400 ? 'rare' : undefined),
  match(facts) {
    const response = judgedResponse(facts);
    if (!facts.judged || !response) return undefined;
    const isNamed = facts.problem.code === 'MethodDisallowedByPreflightResponse';
    if (!isNamed && !(facts.problem.code === 'PreflightInvalidStatus' && REFUSAL.test(response.bodyStart)))
      return undefined;
    const method = requestedMethod(facts);
    const header = judgedLines(facts, NAME)[0];
    const { hint, text, at, inPage } = reading(method, header?.[1]);
    return {
      explanation: `${method} is missing from Access-Control-Allow-Methods.${hint}`,
      certainty: 'certain',
      ...(inPage && { fixedIn: 'page' as const }),
      evidence: [{ text, exchange: facts.judged.index, ...(header && { header, at }) }],
    };
  },
  fixed: (response, facts) =>
    allowNames(isOk(response) ? response : { ...response, status: 204 }, NAME, [requestedMethod(facts)]),
};

/** What the list contains instead of the method. */
function reading(method: string, list: string | undefined): { hint: string; text: string; at: number; inPage?: true } {
  if (list === undefined) return { hint: '', text: 'no Access-Control-Allow-Methods', at: 0 };
  const otherCase = splitOnCommas(list).find((one) => byteLowercase(one) === byteLowercase(method));
  if (otherCase !== undefined && otherCase !== method) {
    const inPage = otherCase === byteUppercase(method);
    const advice = inPage ? `method: '${otherCase}' in the page` : `${method} on the server`;
    const hint = ` It lists ${otherCase}, and methods are case-sensitive: write ${advice}.`;
    return { hint, text: 'different case', at: list.indexOf(otherCase), ...(inPage && { inPage }) };
  }
  if (list.trim() === '*')
    return { hint: ' With credentials, * only means a method named *.', text: 'literal with credentials', at: 0 };
  return { hint: '', text: `no ${method}`, at: list.length };
}
