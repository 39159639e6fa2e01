import { parseUrl } from '@corsmith/protocol';
import type { ProbedResponse } from '../diagnosis.js';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { actualOf, type Seen } from '../facts/seen.js';
import { find, type Located, lines } from '../facts/wire.js';
import { isHarmless } from '../probe/harmless.js';
import { bare, fromOrigin, type TellingProbe } from './telling-probe.js';

/** The page's own request that was answered, with its answer. */
export interface Answered extends Located {
  readonly response: ProbedResponse;
}

/** A foreigner: a name that nobody can have. https://www.rfc-editor.org/rfc/rfc2606 */
export const STRANGER = 'https://corsmith.example';

/** What the page can read; none where nothing was sent or no answer came. */
export function readAnswer(seen: Seen): Answered | undefined {
  const located = actualOf(seen);
  const response = located?.exchange.response;
  return response && isHarmless(located.exchange.request) ? { ...located, response } : undefined;
}

/** The value of the one Access-Control-Allow-Origin line. */
export const allowedOrigin = (response: ProbedResponse | undefined): string | undefined =>
  lines(response, ALLOW_ORIGIN)[0]?.[1].trim();

/** The answer names the page's origin, so it may depend on who asks. */
export const namesOrigin = (seen: Seen): boolean => {
  const answer = readAnswer(seen);
  return answer !== undefined && allowedOrigin(answer.response) === seen.request.origin;
};

export const askedBare = (seen: Seen): readonly TellingProbe[] => {
  const answer = readAnswer(seen);
  return answer ? [bare(answer.exchange.request, seen.key)] : [];
};

/** The page's request from another origin, where the answer may depend on that. */
export const askedFrom = (seen: Seen, origin: string | undefined): readonly TellingProbe[] => {
  const answer = readAnswer(seen);
  if (!answer || origin === undefined || origin === seen.request.origin || !namesOrigin(seen)) return [];
  return [fromOrigin(answer.exchange.request, origin, seen.key)];
};

/** What came back, where the server took it as it took the page's own. */
export function experiment(seen: Seen, probes: readonly TellingProbe[]): Answered | undefined {
  const [probe] = probes;
  const located = probe && find(seen.exchanges, probe.request);
  const response = located?.exchange.response;
  return response && response.status === readAnswer(seen)?.response.status ? { ...located, response } : undefined;
}

/** Whether a server lets in whoever asks. */
export const reflects = (seen: Seen): boolean =>
  allowedOrigin(experiment(seen, askedFrom(seen, STRANGER))?.response) === STRANGER;

/** The answer to the page's request from that origin, where it was let in though no stranger is. */
export function letIn(seen: Seen, origin: string | undefined): Answered | undefined {
  const answer = experiment(seen, askedFrom(seen, origin));
  return answer && allowedOrigin(answer.response) === origin && !reflects(seen) ? answer : undefined;
}

export const pageUrl = ({ request }: Seen): URL | undefined =>
  /^https?:/.test(request.origin) ? parseUrl(request.origin) : undefined;
