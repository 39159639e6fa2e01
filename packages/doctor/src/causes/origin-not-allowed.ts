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

/** How servers say it themselves: Starlette, Spring, Quarkus, Express with a callback that fails, Fastify. */
const REFUSAL = /Disallowed CORS origin|Invalid CORS request|CORS Rejected - Invalid origin|Not allowed by CORS/i;

export const originNotAllowed: CauseRule = {
  id: 'origin-not-allowed',
  title: 'The server allows other origins, and not the page’s',
  fixedIn: 'server',
  stage: 'origin',
  remedy: 'Add the page’s origin, with its scheme and port, to those that the server allows.',
  prevention:
    'Keep the list of origins in a setting of each environment, written as browsers write them, and try each after a deployment.',
  fromConsole: (message) =>
    isPreflightRefused(message) ||
    (isResponseSilent(message) && statusKind(message) !== 'redirect') ||
    message.parameter === 'false'
      ? 'possible'
      : undefined,
  probes: (facts) =>
    isSilent(facts) ? [...siblingProbes(facts), bare(facts.judged!.exchange.request, facts.key)] : [],
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
          ? `The server allows ${sibling.origin}, and answers ${judgedOrigin(facts)} without permission: it has a list of origins.`
          : said
            ? `The server looks at the origin and refuses it: “${said}”.`
            : `The server looks at the origin (Vary: Origin), and ${responseName(facts)} does not allow this one.`
      } Add ${judgedOrigin(facts)} to the origins that it allows.`,
      certainty: sibling || said ? 'certain' : 'likely',
      evidence: [refused, ...(sibling ? [allowed(sibling)] : [])],
    };
  },
  // Lists that it sends all the same are what it permits to others.
  fixed: (response, facts) =>
    facts.problem.stage === 'preflight' && !mentionsCors(response)
      ? allowPreflight(response, facts)
      : allowOrigin(isPreflightProblem(facts) ? { ...response, status: 204 } : response, facts),
};

/** No permission for this origin, where the server gave it none elsewhere in the same exchange. */
function isSilent(facts: Facts): boolean {
  const values = judgedLines(facts, ALLOW_ORIGIN).map(([, value]) => value.trim());
  const denied = values.length === 1 && values[0] === 'false';
  const refused = isPreflightProblem(facts) && values.length === 0 && !isOk(judgedResponse(facts)!);
  if (!denied && !refused && !isOriginMissing(facts)) return false;
  const other = facts.problem.stage === 'preflight' ? actualOf(facts) : preflightOf(facts);
  return !allowsOrigin(other?.exchange.response, judgedOrigin(facts));
}

function saidBy({ headers, bodyStart }: ProbedResponse): string | undefined {
  const denial = headers.find(([name, value]) => /^corsmith-denied$/i.test(name) && /the origin/.test(value))?.[1];
  return denial ?? REFUSAL.exec(bodyStart)?.[0];
}

/** A server that answers every origin alike has no reason to say Vary: Origin. */
function looksAtOrigin({ problem }: Facts, response: ProbedResponse): boolean {
  const varies = lines(response, 'vary').some(([, value]) => /(?:^|[\s,])origin(?:[\s,]|$)/i.test(value));
  return varies && (isOk(response) || response.status === 403) && problem.stage !== 'redirect';
}

const allowed = ({ origin, located }: NonNullable<ReturnType<typeof allowedSibling>>): Match['evidence'][number] => {
  const header = lines(located.exchange.response, ALLOW_ORIGIN)[0];
  return { text: `allows ${origin}`, exchange: located.index, ...(header && { header, at: 0 }) };
};
