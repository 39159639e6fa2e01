import { parseUrl } from '@corsmith/protocol';
import { allowsOrigin, type Facts } from '../facts/facts.js';
import { find, isOk, type Located, lines } from '../facts/wire.js';
import { type ExtraProbe, redirectTarget } from './extra-probe.js';

/** More hops than a server needs. */
const MOST_HOPS = 4;

/** Where the judged redirect leads, hop by hop as far as they were followed; the next one to follow is last. */
export function hops(facts: Facts): readonly { readonly probe: ExtraProbe; readonly located?: Located }[] {
  const followed: { probe: ExtraProbe; located?: Located }[] = [];
  let at = facts.judged;
  while (at && followed.length < MOST_HOPS) {
    const { request, response } = at.exchange;
    const location = lines(response, 'location')[0]?.[1];
    const isRedirect = response !== undefined && response.status >= 300 && response.status <= 399;
    const probe =
      isRedirect && location !== undefined
        ? redirectTarget(request, { location: location.trim(), origin: facts.request.origin })
        : undefined;
    if (!probe || followed.some((hop) => hop.probe.request.url === probe.request.url)) break;
    at = find(facts.exchanges, probe.request);
    followed.push({ probe, ...(at && { located: at }) });
  }
  return followed;
}

/** The hop to follow next. */
export const nextHop = (facts: Facts): readonly ExtraProbe[] => hops(facts).map(({ probe }) => probe);

/** What the page should request instead of the redirect, and in words what it would get. */
export function destination(
  facts: Facts,
): { readonly url: string; readonly verdict: string; readonly passes?: true } | undefined {
  const last = hops(facts).at(-1);
  const location = lines(facts.judged?.exchange.response, 'location')[0]?.[1].trim();
  const url = last?.probe.request.url ?? (location && parseUrl(location, facts.judged?.exchange.request.url)?.href);
  if (!url) return undefined;
  const response = last?.located?.exchange.response;
  if (!response) return { url, verdict: '' };
  const passes = isOk(response) && allowsOrigin(response, facts.request.origin);
  return {
    url,
    verdict: passes ? ', which allows this page' : `, which responds with ${response.status} and does not allow it`,
    ...(passes && { passes }),
  };
}
