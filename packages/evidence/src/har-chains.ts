import { byteLowercase, parseUrl } from '@corsmith/protocol';
import type { HarEntry } from './har-file.js';

/**
 * One hop of a request: what was sent, and its preflight. After a failed preflight a browser sends nothing
 * more, so in a proxy's recording the preflight stands alone: then it is both.
 */
export interface HarHop {
  readonly actual: HarEntry;
  readonly preflight?: HarEntry;
}

/** A request with all its redirects. */
export type HarChain = readonly [HarHop, ...HarHop[]];

/** Puts together the entries that belong to one request; linear in their number. */
export function harChains(entries: readonly HarEntry[]): readonly HarChain[] {
  const preflights = preflightsOf(entries);
  const redirects = redirectsOf(entries, new Set(preflights.values()));
  const followed = new Set(redirects.values());
  const hop = (index: number): HarHop => {
    if (isPreflight(entries[index]!)) return { actual: entries[index]!, preflight: entries[index]! };
    const preflight = preflights.get(index);
    return { actual: entries[index]!, ...(preflight !== undefined && { preflight: entries[preflight]! }) };
  };
  const paired = new Set(preflights.values());
  const chains: HarChain[] = [];
  for (const [index, entry] of entries.entries()) {
    if (isPreflight(entry)) {
      if (!paired.has(index) && !followed.has(index)) chains.push([{ actual: entry, preflight: entry }]);
      continue;
    }
    if (followed.has(index)) continue;
    const rest: HarHop[] = [];
    for (let next = redirects.get(index); next !== undefined; next = redirects.get(next)) rest.push(hop(next));
    chains.push([hop(index), ...rest]);
  }
  return chains;
}

const header = ({ headers }: HarEntry['request'] | HarEntry['response'], name: string): string | undefined =>
  headers.find((one) => one.name.length === name.length && byteLowercase(one.name) === name)?.value;

const isPreflight = ({ request, _resourceType: type }: HarEntry): boolean =>
  request.method === 'OPTIONS' &&
  (type === 'preflight' || header(request, 'access-control-request-method') !== undefined);

/**
 * The preflight of each entry that has one, by their places. Browsers save it before the request or after it: the nearest
 * request of that method to that URL is meant.
 */
function preflightsOf(entries: readonly HarEntry[]): ReadonlyMap<number, number> {
  const requests = groupBy(entries, (entry) =>
    isPreflight(entry) ? undefined : key(entry.request.method, entry.request.url),
  );
  const next = new Map<string, number>();
  const found = new Map<number, number>();
  for (const [index, entry] of entries.entries()) {
    if (!isPreflight(entry)) continue;
    const wanted = key(header(entry.request, 'access-control-request-method') ?? '', entry.request.url);
    const places = requests.get(wanted) ?? [];
    let at = next.get(wanted) ?? 0;
    while (at + 1 < places.length && Math.abs(places[at + 1]! - index) < Math.abs(places[at]! - index)) at++;
    const place = places[at];
    if (place === undefined) continue;
    found.set(place, index);
    next.set(wanted, at + 1);
  }
  return found;
}

const key = (method: string, url: string): string => `${method} ${url}`;

/**
 * Where each redirecting entry goes on, by their places: at a request, or at its preflight where that failed and nothing more
 * was sent.
 */
function redirectsOf(entries: readonly HarEntry[], paired: ReadonlySet<number>): ReadonlyMap<number, number> {
  const requests = groupBy(entries, (entry, index) =>
    isPreflight(entry) && paired.has(index) ? undefined : entry.request.url,
  );
  const next = new Map<string, number>();
  const found = new Map<number, number>();
  for (const [index, entry] of entries.entries()) {
    const target = redirectTargets(entry).find((one) => requests.has(one));
    const places = target === undefined ? undefined : requests.get(target);
    if (target === undefined || places === undefined) continue;
    let at = next.get(target) ?? 0;
    while (at < places.length && places[at]! <= index) at++;
    next.set(target, at + 1);
    if (at < places.length) found.set(index, places[at]!);
  }
  return found;
}

/** Bytes of a Location beyond ASCII are taken for UTF-8 or go on as they are; a HAR has them as characters. */
function redirectTargets(entry: HarEntry): readonly string[] {
  const { status } = entry.response;
  const location = header(entry.response, 'location');
  if (isPreflight(entry) || ![301, 302, 303, 307, 308].includes(status) || location === undefined) return [];
  const bytes = location.replace(/[\u0080-\u00ff]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return [location, bytes].flatMap((one) => {
    const url = parseUrl(one, entry.request.url);
    if (url) url.hash = '';
    return url ? [url.href] : [];
  });
}

/** The places of entries by a key. */
function groupBy(
  entries: readonly HarEntry[],
  keyOf: (entry: HarEntry, index: number) => string | undefined,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, entry] of entries.entries()) {
    const group = keyOf(entry, index);
    if (group === undefined) continue;
    const places = groups.get(group);
    if (places) places.push(index);
    else groups.set(group, [index]);
  }
  return groups;
}
