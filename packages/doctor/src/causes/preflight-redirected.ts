import { parseUrl } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { isAnyRefused, isPreflightRefused, statusKind } from '../explanation/console-evidence.js';
import { destination, nextHop } from '../extra-probes/hops.js';
import { type Facts, isPreflightProblem, judgedLines, judgedResponse } from '../facts/facts.js';
import { redirectReason } from '../facts/redirect-reason.js';
import { allowPreflight } from '../fixed-response.js';

const STATUSES = [301, 302, 303, 307, 308];

const isRedirected = (facts: Facts): boolean =>
  isPreflightProblem(facts) && STATUSES.includes(judgedResponse(facts)?.status ?? 0);

export const preflightRedirected: CauseRule = {
  id: 'preflight-redirected',
  title: 'The server redirects the preflight',
  fixedIn: 'server',
  stage: 'redirect',
  fixSentence:
    'Call the URL to which it redirects, with its scheme, its host and its trailing slash, or respond to OPTIONS before the redirect.',
  prevention:
    'Request the final URL from the page, with the server’s own scheme, host and trailing slash. Run the CORS middleware before anything that redirects.',
  fromConsole(message) {
    if (message.code === 'PreflightDisallowedRedirect') return 'likely';
    const kind = statusKind(message);
    if (kind === 'redirect' && isPreflightRefused(message)) return 'likely';
    return (kind === 'redirect' || kind === 'unknown') && isAnyRefused(message) ? 'rare' : undefined;
  },
  probes: (facts) => (isRedirected(facts) ? nextHop(facts) : []),
  match(facts) {
    const { judged } = facts;
    if (!judged || !isRedirected(facts)) return undefined;
    const header = judgedLines(facts, 'location')[0];
    const from = new URL(judged.exchange.request.url);
    const to = header && parseUrl(header[1].trim(), from.href);
    const reason = to ? ` ${redirectReason(from, to)}` : '';
    const target = destination(facts);
    const instead = target
      ? `Request ${target.url}${target.verdict} directly from the page`
      : 'Request the final URL directly';
    return {
      explanation: `The server redirects the preflight${reason}, and browsers never follow that. ${instead}, or respond to OPTIONS before the redirect.`,
      certainty: 'certain',
      ...(target?.passes && { fixedIn: 'page' as const }),
      evidence: [{ text: `redirects${reason}`, exchange: judged.index, ...(header && { header, at: 0 }) }],
    };
  },
  fixed: allowPreflight,
};
