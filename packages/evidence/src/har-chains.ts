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

/** An entry and its place among all. */
interface Placed {
  readonly entry: HarEntry;
  readonly index: number;
}

/** Puts together the entries that belong to one request; linear in their number. */
export function harChains(entries: readonly HarEntry[]): readonly HarChain[] {
  const all = entries.map((entry, index): Placed => ({ entry, index }));
  const preflights = preflightsOf(all);
  const paired = new Set(preflights.values());
  const redirects = redirectsOf(all, paired);
  const followed = new Set(redirects.values());
  const hop = (one: Placed): HarHop => {
    const { entry } = one;
    if (isPreflight(entry)) return { actual: entry, preflight: entry };
    const preflight = preflights.get(one);
    return { actual: entry, ...(preflight && { preflight: preflight.entry }) };
  };
  const chains: HarChain[] = [];
  for (const one of all) {
    if (followed.has(one)) continue;
    if (isPreflight(one.entry)) {
      if (!paired.has(one)) chains.push([hop(one)]);
      continue;
    }
    const rest: HarHop[] = [];
    for (let next = redirects.get(one); next; next = redirects.get(next)) rest.push(hop(next));
    chains.push([hop(one), ...rest]);
  }
  return chains;
}

const header = ({ headers }: HarEntry['request'] | HarEntry['response'], name: string): string | undefined =>
  headers.find((one) => one.name.length === name.length && byteLowercase(one.name) === name)?.value;

const isPreflight = ({ request, _resourceType: type }: HarEntry): boolean =>
  request.method === 'OPTIONS' &&
  (type === 'preflight' || header(request, 'access-control-request-method') !== undefined);

/**
 * The preflight of each entry that has one. Browsers save it before the request or after it: the nearest request of that
 * method to that URL is meant.
 */
function preflightsOf(all: readonly Placed[]): ReadonlyMap<Placed, Placed> {
  const requests = groupBy(all, ({ entry }) =>
    isPreflight(entry) ? undefined : key(entry.request.method, entry.request.url),
  );
  const next = new Map<string, number>();
  const found = new Map<Placed, Placed>();
  for (const one of all) {
    const { entry, index } = one;
    if (!isPreflight(entry)) continue;
    const wanted = key(header(entry.request, 'access-control-request-method') ?? '', entry.request.url);
    const requested = requests.get(wanted) ?? [];
    let at = next.get(wanted) ?? 0;
    let nearest = requested[at];
    for (let later = requested[at + 1]; nearest && later; later = requested[at + 1]) {
      if (Math.abs(later.index - index) >= Math.abs(nearest.index - index)) break;
      nearest = later;
      at++;
    }
    if (!nearest) continue;
    found.set(nearest, one);
    next.set(wanted, at + 1);
  }
  return found;
}

const key = (method: string, url: string): string => `${method} ${url}`;

/**
 * Where each redirecting entry goes on: at a request, or at its preflight where that failed and nothing more was sent.
 */
function redirectsOf(all: readonly Placed[], paired: ReadonlySet<Placed>): ReadonlyMap<Placed, Placed> {
  const requests = groupBy(all, (one) =>
    isPreflight(one.entry) && paired.has(one) ? undefined : one.entry.request.url,
  );
  const next = new Map<string, number>();
  const found = new Map<Placed, Placed>();
  for (const one of all) {
    const target = redirectTargets(one.entry).find((url) => requests.has(url));
    const requested = target === undefined ? undefined : requests.get(target);
    if (target === undefined || requested === undefined) continue;
    let at = next.get(target) ?? 0;
    let later = requested[at];
    while (later && later.index <= one.index) later = requested[++at];
    next.set(target, at + 1);
    if (later) found.set(one, later);
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

/** Entries by a key. */
function groupBy(
  all: readonly Placed[],
  keyOf: (one: Placed) => string | undefined,
): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const one of all) {
    const group = keyOf(one);
    if (group === undefined) continue;
    const known = groups.get(group);
    if (known) known.push(one);
    else groups.set(group, [one]);
  }
  return groups;
}
