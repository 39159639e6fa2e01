import type { ProbedResponse } from '@corsmith/protocol';
import type { CauseRule, Match } from '../cause.js';
import { isPreflightRefused, isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { bare } from '../extra-probes/extra-probe.js';
import { allowedSibling, siblingProbes } from '../extra-probes/sibling-origins.js';
import {
  ALLOW_ORIGIN,
  allowsOrigin,
  type Facts,
  isOriginMissing,
  isPreflightProblem,
  judgedLines,
  judgedOrigin,
  judgedResponse,
  mentionsCors,
  responseName,
} from '../facts/facts.js';
import { actualOf, preflightOf } from '../facts/seen.js';
import { isOk, lines } from '../facts/wire.js';
import { allowOrigin, allowPreflight } from '../fixed-response.js';

/** What servers print for it: Starlette, Spring, Quarkus, Express with a callback that fails, Fastify. */
const REFUSAL = /Disallowed CORS origin|Invalid CORS request|CORS Rejected - Invalid origin|Not allowed by CORS/i;

export const originNotAllowed: CauseRule = {
  id: 'origin-not-allowed',
  title: 'The server does not allow the page’s origin',
  fixedIn: 'server',
  stage: 'origin',
  fixSentence: 'Add the page’s origin, with its scheme and port, to those that the server allows.',
  prevention:
    'Keep the allowed origins in a setting of each environment, written as browsers send them, and check each after a deployment.',
  fromConsole: (message) =>
    isPreflightRefused(message) ||
    (isResponseSilent(message) && statusKind(message) !== 'redirect') ||
    message.parameter === 'false'
      ? 'possible'
      : undefined,
  probes: (facts) =>
    facts.judged && isSilent(facts) ? [...siblingProbes(facts), bare(facts.judged.exchange.request, facts.key)] : [],
  match(facts) {
    const { judged, request } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || !isSilent(facts) || request.origin === 'null') return undefined;
    const sibling = allowedSibling(facts);
    const said = saidBy(response);
    if (!sibling && !said && !looksAtOrigin(facts, response)) return undefined;
    const refused = { text: `does not allow ${judgedOrigin(facts)}`, exchange: judged.index };
    return {
      explanation: `${
        sibling
          ? `The server allows ${sibling.origin} but not ${judgedOrigin(facts)}: it has a list of allowed origins.`
          : said
            ? `The server checks the origin and denies it: “${said}”.`
            : `The server checks the origin (it sends Vary: Origin), and ${responseName(facts)} does not allow this one.`
      } Add ${judgedOrigin(facts)} to its allowed origins.`,
      certainty: sibling || said ? 'certain' : 'likely',
      evidence: [refused, ...(sibling ? [allowed(sibling)] : [])],
    };
  },
  // Lists that it sends anyway are what it allows others.
  fixed: (response, facts) =>
    facts.problem.stage === 'preflight' && !mentionsCors(response)
      ? allowPreflight(response, facts)
      : allowOrigin(isPreflightProblem(facts) ? { ...response, status: 204 } : response, facts),
};

/** This origin is not allowed, here or elsewhere in the same exchange. */
function isSilent(facts: Facts): boolean {
  const values = judgedLines(facts, ALLOW_ORIGIN).map(([, value]) => value.trim());
  const denied = values.length === 1 && values[0] === 'false';
  const response = judgedResponse(facts);
  const refused = isPreflightProblem(facts) && values.length === 0 && response !== undefined && !isOk(response);
  if (!denied && !refused && !isOriginMissing(facts)) return false;
  const other = facts.problem.stage === 'preflight' ? actualOf(facts) : preflightOf(facts);
  return !allowsOrigin(other?.exchange.response, judgedOrigin(facts));
}

function saidBy({ headers, bodyStart }: ProbedResponse): string | undefined {
  const denial = headers.find(([name, value]) => /^corsmith-denied$/i.test(name) && /the origin/.test(value))?.[1];
  return denial ?? REFUSAL.exec(bodyStart)?.[0];
}

/** A server that responds alike to every origin has no reason to send Vary: Origin. */
function looksAtOrigin({ problem }: Facts, response: ProbedResponse): boolean {
  const varies = lines(response, 'vary').some(([, value]) => /(?:^|[\s,])origin(?:[\s,]|$)/i.test(value));
  return varies && (isOk(response) || response.status === 403) && problem.stage !== 'redirect';
}

const allowed = ({ origin, located }: NonNullable<ReturnType<typeof allowedSibling>>): Match['evidence'][number] => {
  const header = lines(located.exchange.response, ALLOW_ORIGIN)[0];
  return { text: `allows ${origin}`, exchange: located.index, ...(header && { header, at: 0 }) };
};
