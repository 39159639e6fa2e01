import { get, isLoopbackHost, type ProbedResponse } from '@corsmith/protocol';
import {
  allowedFrom,
  type LocatedResponse,
  namesOrigin,
  originProbes,
  pageUrl,
  readResponse,
} from '../extra-probes/experiments.js';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import type { Seen } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

const trusts = (response: ProbedResponse | undefined): boolean =>
  get(response?.headers ?? [], 'access-control-allow-credentials') === 'true';

const isLoopback = ({ hostname }: URL): boolean => isLoopbackHost(hostname);

/** The page's origin over http; undefined on this machine, or if it is http already. */
function downgraded(seen: Seen): string | undefined {
  const page = pageUrl(seen);
  if (page?.protocol !== 'https:' || isLoopback(page) || !trusts(readResponse(seen)?.response)) return undefined;
  return `http://${page.host}`;
}

function found(seen: Seen): LocatedResponse | undefined {
  const page = pageUrl(seen);
  const own = readResponse(seen);
  if (page?.protocol === 'http:' && !isLoopback(page) && namesOrigin(seen) && trusts(own?.response)) return own;
  const located = allowedFrom(seen, downgraded(seen));
  return located && trusts(located.response) ? located : undefined;
}

export const httpOriginWithCredentials: WarningRule = {
  id: 'http-origin-with-credentials',
  title: 'The server allows an http origin with credentials',
  before: ['missing-vary'],
  probes: (seen) => originProbes(seen, downgraded(seen)),
  match(seen) {
    const located = found(seen);
    if (!located) return undefined;
    const header = lines(located.response, ALLOW_ORIGIN)[0];
    return {
      explanation:
        'Anyone on the network path of an http page can inject scripts into it and read what the signed-in user can read. Allow the https origin only.',
      evidence: [{ text: 'not https', exchange: located.index, ...(header && { header, at: 0 }) }],
    };
  },
};
