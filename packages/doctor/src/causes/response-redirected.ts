import { type CorsErrorMessage, get, parseUrl } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { type FromConsole, isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import type { ExtraProbe } from '../extra-probes/extra-probe.js';
import { destination, nextHop } from '../extra-probes/hops.js';
import {
  ALLOW_ORIGIN,
  type Facts,
  isOriginMissing,
  isOriginProblem,
  judgedLines,
  judgedResponse,
} from '../facts/facts.js';
import { namesOneOrigin } from '../facts/named-origin.js';
import { redirectReason } from '../facts/redirect-reason.js';
import { find, isOk } from '../facts/wire.js';
import { allowOrigin, allowPreflight } from '../fixed-response.js';
import { asGet } from '../probe/harmless.js';

/** Why a browser does not follow a redirect. */
const REFUSALS: Readonly<Record<string, string>> = {
  RedirectDisallowedByMode: 'the page sets redirect: ‘error’, so the browser does not follow it',
  RedirectLimit: 'it exceeds the limit of 20 redirects',
  RedirectInvalidLocation: 'its Location is not a valid URL',
  RedirectDisallowedScheme: 'its target is not http or https',
  RedirectBodyNotReplayable: 'the body is a stream, which cannot be sent twice',
};

/** The message itself has where it led. */
const hasRedirected = ({ redirectedFrom, location }: CorsErrorMessage): boolean =>
  redirectedFrom !== undefined || location !== undefined;

const isPreflightSilent = (message: CorsErrorMessage): boolean =>
  message.stage === 'preflight' && isResponseSilent({ ...message, stage: 'response' });

const ofRedirect: FromConsole = (message) => {
  const { code = '', origin, parameter } = message;
  if (hasRedirected(message) && (isResponseSilent(message) || isPreflightSilent(message))) return 'likely';
  if (code in REFUSALS || (isResponseSilent(message) && statusKind(message) === 'redirect')) return 'likely';
  // The origin became null on the way.
  if (code === 'AllowOriginMismatch' && origin !== undefined && origin === parameter) return 'likely';
  const isTainted = code === 'AllowOriginMismatch' && (origin === undefined || origin === 'null');
  return code === 'NetworkFailure' || isTainted || isResponseSilent(message) ? 'rare' : undefined;
};

const isAtRedirect = (facts: Facts): boolean =>
  facts.problem.stage === 'redirect' && (isOriginMissing(facts) || facts.problem.code in REFUSALS);

export const responseRedirected: CauseRule = {
  id: 'response-redirected',
  title: 'The request is redirected, and the redirect is blocked',
  fixedIn: 'server',
  stage: 'redirect',
  before: ['preflight-redirected'],
  fixSentence: 'Call the URL to which it redirects, or allow the page’s origin at every redirect.',
  prevention: 'Request the final URL from the page. Use one spelling of each path and one host.',
  fromConsole: ofRedirect,
  probes: (facts) => (isAtRedirect(facts) ? nextHop(facts) : [targetProbe(facts) ?? []].flat()),
  match: (facts) => (isAtRedirect(facts) ? atRedirect(facts) : isAtTarget(facts) ? atTarget(facts) : undefined),
  fixed: (response, facts) =>
    facts.problem.stage === 'preflight' ? allowPreflight(response, facts) : allowOrigin(response, facts),
};

/** The redirect itself lacks the CORS headers, or leads where no browser goes. */
function atRedirect(facts: Facts): ReturnType<CauseRule['match']> {
  const { judged, problem } = facts;
  const response = judgedResponse(facts);
  if (!judged || !response) return undefined;
  const header = judgedLines(facts, 'location')[0];
  const from = new URL(judged.exchange.request.url);
  const to = header && parseUrl(header[1].trim(), from.href);
  const reason = to && /^https?:$/.test(to.protocol) ? ` ${redirectReason(from, to)}` : '';
  const refusal = REFUSALS[problem.code] ?? 'the redirect itself has no Access-Control-Allow-Origin';
  const target = destination(facts);
  return {
    explanation: `The server redirects${reason} (${response.status}); ${refusal}. ${
      target && to?.href !== from.href
        ? `Request ${target.url}${target.verdict} directly from the page.`
        : 'Request the final URL directly from the page.'
    }`,
    certainty: 'certain',
    ...(target?.passes && { fixedIn: 'page' as const }),
    evidence: [{ text: `redirects${reason}`, exchange: judged.index, ...(header && { header, at: 0 }) }],
  };
}

/** After a redirect: the origin may be null there, and the target must allow the request. */
function isAtTarget(facts: Facts): boolean {
  const { judged, planned, problem, request } = facts;
  const response = judgedResponse(facts);
  if (!judged || !response || !isOriginProblem(facts)) return false;
  if (isOriginMissing(facts)) {
    if (problem.stage === 'redirect' || judged.exchange.request.url === planned.actual?.url) return false;
    return problem.stage === 'response' || isOk(response) || leadsNowhere(facts);
  }
  const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
  const namesAnother = header !== undefined && more.length === 0 && namesOneOrigin(header[1].trim());
  return isTainted(facts) && request.origin !== 'null' && namesAnother;
}

/** The request at the end of the redirect, where its preflight gets 404. */
function targetProbe(facts: Facts): ExtraProbe | undefined {
  const { judged, planned } = facts;
  if (!planned.actual || !judged || facts.problem.stage !== 'preflight') return undefined;
  if (judged.exchange.request.url === planned.actual.url || judgedResponse(facts)?.status !== 404) return undefined;
  return {
    request: asGet(planned.actual, judged.exchange.request.url),
    why: 'to see whether the redirect leads anywhere',
  };
}

/** The target itself is missing, not only its preflight. */
function leadsNowhere(facts: Facts): boolean {
  const probe = targetProbe(facts);
  return (probe && find(facts.exchanges, probe.request)?.exchange.response?.status) === 404;
}

const isTainted = ({ judged }: Facts): boolean => get(judged?.exchange.request.headers ?? [], 'origin') === 'null';

function atTarget(facts: Facts): ReturnType<CauseRule['match']> {
  const { judged, request } = facts;
  if (!judged) return undefined;
  const header = judgedLines(facts, ALLOW_ORIGIN)[0];
  const { url } = judged.exchange.request;
  const hidden = isTainted(facts) && request.origin !== 'null';
  return {
    explanation: `The request was redirected to ${url}, ${
      hidden
        ? 'and after a redirect between two other origins the browser sends Origin: null'
        : 'and that server does not allow the page'
    }: ${header ? `its Access-Control-Allow-Origin is ${header[1]}` : 'it sends no Access-Control-Allow-Origin'}. Request ${url} directly from the page, and allow the page’s origin there.`,
    certainty: 'certain',
    evidence: [
      {
        text: hidden ? 'the request came with Origin: null' : 'no Access-Control-Allow-Origin',
        exchange: judged.index,
        ...(header && { header, at: 0 }),
      },
    ],
  };
}
