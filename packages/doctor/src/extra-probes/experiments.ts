import { type ProbedResponse, parseUrl } from '@corsmith/protocol';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { actualOf, type Seen } from '../facts/seen.js';
import { find, type Located, lines } from '../facts/wire.js';
import { isHarmless } from '../probe/harmless.js';
import { bare, type ExtraProbe, fromOrigin } from './extra-probe.js';

/** The page's own request that was answered, with its response. */
export interface LocatedResponse extends Located {
  readonly response: ProbedResponse;
}

/** A foreigner: a name that nobody can have. https://www.rfc-editor.org/rfc/rfc2606 */
export const UNKNOWN_ORIGIN = 'https://corsmith.example';

/** What the page can read; none where nothing was sent or no response came. */
export function readResponse(seen: Seen): LocatedResponse | undefined {
  const located = actualOf(seen);
  const response = located?.exchange.response;
  return response && isHarmless(located.exchange.request) ? { ...located, response } : undefined;
}

/** The value of the one Access-Control-Allow-Origin line. */
export const allowedOrigin = (response: ProbedResponse | undefined): string | undefined =>
  lines(response, ALLOW_ORIGIN)[0]?.[1].trim();

/** The response names the page's origin, so it may depend on who asks. */
export const namesOrigin = (seen: Seen): boolean => {
  const located = readResponse(seen);
  return located !== undefined && allowedOrigin(located.response) === seen.request.origin;
};

export const bareProbes = (seen: Seen): readonly ExtraProbe[] => {
  const located = readResponse(seen);
  return located ? [bare(located.exchange.request, seen.key)] : [];
};

/** The page's request from another origin, where the response may depend on that. */
export const originProbes = (seen: Seen, origin: string | undefined): readonly ExtraProbe[] => {
  const located = readResponse(seen);
  if (!located || origin === undefined || origin === seen.request.origin || !namesOrigin(seen)) return [];
  return [fromOrigin(located.exchange.request, origin, seen.key)];
};

/** What came back, where the server took it as it took the page's own. */
export function experiment(seen: Seen, probes: readonly ExtraProbe[]): LocatedResponse | undefined {
  const [probe] = probes;
  const located = probe && find(seen.exchanges, probe.request);
  const response = located?.exchange.response;
  return response && response.status === readResponse(seen)?.response.status ? { ...located, response } : undefined;
}

/** Whether a server lets in whoever asks. */
export const reflects = (seen: Seen): boolean =>
  allowedOrigin(experiment(seen, originProbes(seen, UNKNOWN_ORIGIN))?.response) === UNKNOWN_ORIGIN;

/** The response to the page's request from that origin, where it was let in though no stranger is. */
export function allowedFrom(seen: Seen, origin: string | undefined): LocatedResponse | undefined {
  const located = experiment(seen, originProbes(seen, origin));
  return located && allowedOrigin(located.response) === origin && !reflects(seen) ? located : undefined;
}

export const pageUrl = ({ request }: Seen): URL | undefined =>
  /^https?:/.test(request.origin) ? parseUrl(request.origin) : undefined;
