import { get, type ProbedResponse } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { isPreflightRefused, isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { type Facts, isOriginMissing, isPreflightProblem, judgedResponse } from '../facts/facts.js';
import { placeOf } from '../facts/layer-facts.js';
import { boundary } from '../facts/layers.js';
import { isOk } from '../facts/wire.js';
import { allowOrigin, allowPreflight, withCorsOf } from '../fixed-response.js';

type Mark = readonly [gateway: string, isIt: (response: ProbedResponse) => boolean];

const header = (name: string, pattern: RegExp) => (response: ProbedResponse) =>
  pattern.test(get(response.headers, name) ?? '');
const body = (pattern: RegExp) => (response: ProbedResponse) => pattern.test(response.bodyStart);
const status =
  (...statuses: readonly number[]) =>
  (response: ProbedResponse) =>
    statuses.includes(response.status);
const all =
  (...tests: readonly Mark[1][]) =>
  (response: ProbedResponse) =>
    tests.every((test) => test(response));

/** Responses of gateways themselves, when they cannot reach the app or reject the request. */
const GATEWAYS: readonly Mark[] = [
  ['API Gateway', header('x-amzn-errortype', /./)],
  [
    'API Gateway',
    all(
      (response) => ['x-amzn-requestid', 'apigw-requestid'].some((name) => header(name, /./)(response)),
      body(
        /^\{"[Mm]essage":\s*"(?:Missing Authentication Token|Forbidden|Unauthorized|Not Found|Too Many Requests|Limit Exceeded|Internal [Ss]erver [Ee]rror|Service Unavailable|Endpoint request timed out)"/,
      ),
    ),
  ],
  ['nginx', all(status(413, 414, 429, 494, 502, 503, 504), body(/<center>(?:nginx|openresty)/))],
  ['Cloudflare', all(status(502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530), header('server', /^cloudflare$/i))],
  ['the load balancer', all(status(502, 503, 504), header('server', /^awselb\//i))],
  ['HAProxy', body(/^<html><body><h1>(?:413|429|50[0-4]) /)],
  ['Varnish', all(status(413, 500, 502, 503), body(/Guru Meditation|Varnish cache server/))],
  ['Envoy', all(status(502, 503, 504), body(/^(?:upstream (?:connect error|request timeout)|no healthy upstream)/))],
  [
    'Apache',
    all(status(502, 503, 504), body(/Proxy Error|The proxy server received an invalid|Service Unavailable<\/h1>/)),
  ],
  ['Caddy', all(status(413, 502, 503, 504), header('server', /^Caddy$/))],
  [
    'Traefik',
    all(status(502, 503, 504), body(/^(?:Bad Gateway|Service Unavailable|no available server|Gateway Timeout)\s*$/)),
  ],
  ['Vercel', header('x-vercel-error', /./)],
];

const isError = (facts: Facts): boolean =>
  (judgedResponse(facts)?.status ?? 0) >= 400 && (isPreflightProblem(facts) || isOriginMissing(facts));

/** Two neighbours of which the outer one fails and the inner one responds. */
const failing = (facts: Facts) =>
  isError(facts) ? boundary(facts, (outer, inner) => outer.status >= 400 && isOk(inner)) : undefined;

/** An app has no reason to say that a gateway is bad. */
const PLAIN = [502, 504];

export const gatewayError: CauseRule = {
  id: 'gateway-error',
  title: 'The gateway responds with an error of its own (502, 503, 504)',
  fixedIn: 'proxy',
  stage: 'proxy',
  fixSentence:
    'The app behind the gateway does not respond: start it, and set the CORS headers on the gateway’s own errors too.',
  prevention:
    'Have the gateway add the CORS headers to its own errors too (`always` in nginx, gateway responses in API Gateway), so that the page sees the status.',
  fromConsole(message) {
    if (!isPreflightRefused(message) && !isResponseSilent(message)) return undefined;
    const kind = statusKind(message);
    return kind === 'gateway' ? 'likely' : kind === 'unknown' ? 'rare' : undefined;
  },
  match(facts) {
    const { judged } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || !isError(facts)) return undefined;
    const found = failing(facts);
    const mark = GATEWAYS.find(([, isIt]) => isIt(response))?.[0];
    if (!found && !mark && !PLAIN.includes(response.status)) return undefined;
    return {
      explanation: `${response.status} comes from ${
        found ? placeOf(found.outer.layer) : (mark ?? 'a gateway')
      }, not from the app${
        found ? ` (${placeOf(found.inner.layer)} responds with ${found.inner.response.status})` : ''
      }, and has no CORS headers, so the browser reports a CORS error. Fix what fails there, and have the gateway set the headers on its own errors.`,
      certainty: found || mark ? 'certain' : 'likely',
      proxy: { outer: found?.outer.index ?? judged.index, ...(found && { inner: found.inner.index }) },
      evidence: [
        { text: `${judged.exchange.request.method} → ${response.status}`, exchange: judged.index },
        ...(found
          ? [{ text: `${found.inner.response.status} from ${placeOf(found.inner.layer)}`, exchange: found.inner.index }]
          : []),
      ],
    };
  },
  fixed(response, facts) {
    const inner = failing(facts)?.inner.response;
    if (inner) return withCorsOf(response, inner);
    return facts.problem.stage === 'preflight' ? allowPreflight(response, facts) : allowOrigin(response, facts);
  },
};
