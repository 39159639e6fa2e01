import { type ProbedResponse, parseUrl } from '@corsmith/protocol';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { actualOf, type Seen } from '../facts/seen.js';
import { find, type Located, lines } from '../facts/wire.js';
import { UNKNOWN_ORIGIN } from '../policy/unknown-names.js';
import { isHarmless } from '../probe/harmless.js';
import { bare, type ExtraProbe, fromOrigin } from './extra-probe.js';

/** An exchange that has a response. */
export interface LocatedResponse extends Located {
  readonly response: ProbedResponse;
}

/** The page's own request with its response; undefined if it was not sent or got none. */
export function readResponse(seen: Seen): LocatedResponse | undefined {
  const located = actualOf(seen);
  const response = located?.exchange.response;
  return response && isHarmless(located.exchange.request) ? { ...located, response } : undefined;
}

/** The value of the one Access-Control-Allow-Origin line. */
export const allowedOrigin = (response: ProbedResponse | undefined): string | undefined =>
  lines(response, ALLOW_ORIGIN)[0]?.[1].trim();

/** The response names the page's origin, so it may depend on the origin. */
export const namesOrigin = (seen: Seen): boolean => {
  const located = readResponse(seen);
  return located !== undefined && allowedOrigin(located.response) === seen.request.origin;
};

export const bareProbes = (seen: Seen): readonly ExtraProbe[] => {
  const located = readResponse(seen);
  return located ? [bare(located.exchange.request, seen.key)] : [];
};

/** The page's request from another origin, if the response may depend on it. */
export const originProbes = (seen: Seen, origin: string | undefined): readonly ExtraProbe[] => {
  const located = readResponse(seen);
  if (!located || origin === undefined || origin === seen.request.origin || !namesOrigin(seen)) return [];
  return [fromOrigin(located.exchange.request, origin, seen.key)];
};

/** The response to the first probe, if its status is that of the page's own response. */
export function experiment(seen: Seen, probes: readonly ExtraProbe[]): LocatedResponse | undefined {
  const [probe] = probes;
  const located = probe && find(seen.exchanges, probe.request);
  const response = located?.exchange.response;
  return response && response.status === readResponse(seen)?.response.status ? { ...located, response } : undefined;
}

/** Whether a server allows every origin by name. */
export const reflects = (seen: Seen): boolean =>
  allowedOrigin(experiment(seen, originProbes(seen, UNKNOWN_ORIGIN))?.response) === UNKNOWN_ORIGIN;

/** The response to the page's request from that origin, if it is allowed and an unknown origin is not. */
export function allowedFrom(seen: Seen, origin: string | undefined): LocatedResponse | undefined {
  const located = experiment(seen, originProbes(seen, origin));
  return located && allowedOrigin(located.response) === origin && !reflects(seen) ? located : undefined;
}

export const pageUrl = ({ request }: Seen): URL | undefined =>
  /^https?:/.test(request.origin) ? parseUrl(request.origin) : undefined;
