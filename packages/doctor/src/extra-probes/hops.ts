import { parseUrl } from '@corsmith/protocol';
import { allowsOrigin, type Facts } from '../facts/facts.js';
import { find, isOk, type Located, lines } from '../facts/wire.js';
import { type ExtraProbe, redirectTarget } from './extra-probe.js';

/** More hops than a server needs. */
const MOST_HOPS = 4;

/** Where the judged redirect leads in the end, hop by hop as far as they have been walked; the next one to walk is last. */
export function hops(facts: Facts): readonly { readonly probe: ExtraProbe; readonly located?: Located }[] {
  const walked: { probe: ExtraProbe; located?: Located }[] = [];
  let at = facts.judged;
  while (at && walked.length < MOST_HOPS) {
    const { request, response } = at.exchange;
    const location = lines(response, 'location')[0]?.[1];
    const isRedirect = response !== undefined && response.status >= 300 && response.status <= 399;
    const probe =
      isRedirect && location !== undefined
        ? redirectTarget(request, { location: location.trim(), origin: facts.request.origin })
        : undefined;
    if (!probe || walked.some((hop) => hop.probe.request.url === probe.request.url)) break;
    at = find(facts.exchanges, probe.request);
    walked.push({ probe, ...(at && { located: at }) });
  }
  return walked;
}

/** The hops that nobody has walked yet. */
export const nextHop = (facts: Facts): readonly ExtraProbe[] => hops(facts).map(({ probe }) => probe);

/** In words: what the page should call in place of the redirect, and how that would go. */
export function destination(facts: Facts): { readonly url: string; readonly response: string } | undefined {
  const last = hops(facts).at(-1);
  const location = lines(facts.judged?.exchange.response, 'location')[0]?.[1].trim();
  const url = last?.probe.request.url ?? (location && parseUrl(location, facts.judged?.exchange.request.url)?.href);
  if (!url) return undefined;
  const response = last?.located?.exchange.response;
  if (!response) return { url, response: '' };
  const passes = isOk(response) && allowsOrigin(response, facts.request.origin);
  return {
    url,
    response: passes ? ', which allows this page' : `, which answers ${response.status} without permission`,
  };
}
