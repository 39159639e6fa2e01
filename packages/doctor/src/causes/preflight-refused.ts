import { bodyMessage } from '@corsmith/evidence/attribution';
import type { CauseRule } from '../cause.js';
import { isAnyRefused, isPreflightRefused } from '../explanation/console-evidence.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';
import { type Facts, isPreflightProblem, judgedResponse } from '../facts/facts.js';
import { actualOf } from '../facts/seen.js';
import { allowPreflight } from '../fixed-response.js';

const isRefused = (facts: Facts): boolean => isPreflightProblem(facts) && (judgedResponse(facts)?.status ?? 0) >= 400;

export const preflightRefused: CauseRule = {
  id: 'preflight-refused',
  title: 'The preflight is refused',
  fixedIn: 'server',
  stage: 'denial',
  before: ['preflight-not-handled', 'route-missing'],
  fixSentence: 'Find out what refuses OPTIONS (a firewall, an allowlist, a bucket without CORS), and let it pass.',
  prevention: 'Allow the method OPTIONS without conditions: a preflight carries no cookie, no token and no body.',
  fromConsole: (message) =>
    isAnyRefused(message) && (message.status === undefined || message.status >= 400)
      ? isPreflightRefused(message) && message.status === 403
        ? 'possible'
        : 'rare'
      : undefined,
  match(facts) {
    const { judged } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || !isRefused(facts)) return undefined;
    const refusal = respondedBy(facts, 'refusal');
    if (!refusal && response.status !== 403) return undefined;
    const said = bodyMessage(response);
    const actual = actualOf(facts);
    const status = actual?.exchange.response?.status;
    return {
      explanation: refusal
        ? `${refusal.name} refuses the preflight (${response.status})${said ? `: “${said}”` : ''}. ${refusal.wayOut}`
        : `The server refuses the preflight with ${response.status}${said ? `: “${said}”` : ', and does not say why'}. It may be a firewall, an allowlist of methods, origins or addresses, or authentication that runs before CORS: let OPTIONS pass there, and handle CORS first.`,
      certainty: refusal ? 'certain' : 'likely',
      ...(refusal && (refusal.stack ? { stack: refusal.stack } : { fixedIn: 'elsewhere' as const })),
      evidence: [
        { text: `OPTIONS → ${response.status}`, exchange: judged.index },
        ...(refusal ? [attributionEvidence(refusal)] : []),
        ...(actual && status !== undefined
          ? [{ text: `${actual.exchange.request.method} → ${status}`, exchange: actual.index }]
          : []),
      ],
    };
  },
  fixed: allowPreflight,
};
