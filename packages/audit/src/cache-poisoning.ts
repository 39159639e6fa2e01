import type { Evidence, HarmlessRequest } from '@corsmith/doctor';
import { ALLOW_ORIGIN, cacheMark, lines, variesByOrigin } from '@corsmith/doctor/examination';
import { remove } from '@corsmith/protocol';
import type { Finding } from './finding.js';
import { NOTHING } from './reach.js';
import { isResponded, type Located, type Responded, type Sender } from './sender.js';
import { storability } from './storability.js';

/** An allowed and a denied origin. */
export interface Pair {
  /** Fresh requests from both, to URLs that no cache knows. */
  readonly requests: () => { readonly trusted: HarmlessRequest; readonly other: HarmlessRequest };
  readonly trusted: string;
  readonly url: string;
}

/** The responses: the first of each URL, then the second. */
interface Seen {
  readonly trusted: Responded;
  readonly other: Responded;
  readonly trustedSecond: Responded;
  readonly otherSecond: Responded;
}

/**
 * Whether a response without Vary: Origin is served to another origin: then the first request decides what everyone else
 * gets. Browsers partition their caches by site, so this takes a shared cache.
 */
export async function cachePoisoning(
  sender: Sender,
  pair: Pair,
  known: readonly (Located | undefined)[],
): Promise<Finding | undefined> {
  if (known.every((one) => one?.response && storability(one.response) === 'no')) return undefined;
  const seen = await experiment(sender, pair);
  if (!seen || allowed(seen.trusted) === allowed(seen.other)) return undefined;
  const notVarying = [seen.trusted, seen.other].filter(({ response }) => !variesByOrigin(response));
  if (notVarying.length === 0) return undefined;
  const isBlocking = allowed(seen.trustedSecond) !== allowed(seen.trusted);
  const isCached = isBlocking || allowed(seen.otherSecond) !== allowed(seen.other);
  if (!isCached && !notVarying.some(({ response }) => storability(response) === 'yes')) return undefined;
  return {
    ...poisoning(pair, { isCached, isBlocking }),
    evidence: evidenceOf(seen, notVarying, isBlocking),
  };
}

/** A cache that serves one response for every query, and no Vary that would keep origins apart. */
export const poisoningByKey = (pair: Pick<Pair, 'trusted' | 'url'>, proof: Located): Finding | undefined => {
  const mark = cacheMark(proof.response);
  if (variesByOrigin(proof.response) || allowed(proof) === '*') return undefined;
  return {
    ...poisoning(pair, { isCached: true, isBlocking: true }),
    evidence: [
      {
        text: 'no Vary: Origin, from a cache, although this URL was never requested before: the cache ignores the query',
        exchange: proof.index,
        ...(mark && { header: mark }),
      },
    ],
  };
};

const poisoning = (
  { trusted, url }: Pick<Pair, 'trusted' | 'url'>,
  { isCached, isBlocking }: { readonly isCached: boolean; readonly isBlocking: boolean },
): Omit<Finding, 'evidence'> => ({
  id: 'cache-poisoning',
  title: isCached
    ? 'A cache serves one origin’s response to another'
    : 'A cache may serve one origin’s response to another',
  severity: isCached ? 'medium' : 'low',
  severityReason: isCached
    ? 'anyone can block the site’s own page for a while, but gets no data'
    : 'only if a shared cache is in front, which was not seen',
  attacker: 'anyone',
  impact: isBlocking
    ? `Whoever requests a URL first, with another Origin or none, gets the site’s own page (${trusted}) blocked for everyone until the cache entry expires.`
    : 'Whoever requests a URL first decides what the site’s own page gets from a shared cache: a block, or another origin’s header.',
  bounds: 'Browsers partition their own caches by site, so this takes a shared cache such as a CDN.',
  browsers: { chromium: NOTHING, firefox: NOTHING, webkit: NOTHING },
  origins: [],
  exploit: `# whenever the cache entry has expired\ncurl -s '${url.replaceAll("'", '%27')}'`,
  advice:
    'Send Vary: Origin with every response, also if the origin is denied or absent, or send no-store. Then purge the cache.',
});

/** In sequence: the second request finds what the first has left in the cache. Without cookies, since caches skip requests with cookies. */
async function experiment(sender: Sender, { requests }: Pair): Promise<Seen | undefined> {
  const uncookied = (wire: HarmlessRequest) => ({ ...wire, headers: remove(wire.headers, 'cookie') });
  const next = () => {
    const { trusted, other } = requests();
    return { trusted: uncookied(trusted), other: uncookied({ ...other, url: trusted.url }) };
  };
  const [first, second] = [next(), next()];
  const exchanges: (Located | undefined)[] = [];
  for (const wire of [first.trusted, first.other, second.other, second.trusted])
    exchanges.push(...(await sender.send([{ request: wire, why: 'what a cache in front serves (cache-poisoning)' }])));
  const [trusted, otherSecond, other, trustedSecond] = exchanges;
  return isResponded(trusted) && isResponded(otherSecond) && isResponded(other) && isResponded(trustedSecond)
    ? { trusted, otherSecond, other, trustedSecond }
    : undefined;
}

const allowed = ({ response }: Located): string | undefined => lines(response, ALLOW_ORIGIN)[0]?.[1].trim();

function evidenceOf(seen: Seen, notVarying: readonly Located[], isBlocking: boolean): readonly Evidence[] {
  const second = isBlocking ? seen.trustedSecond : seen.otherSecond;
  const mark = cacheMark(second.response);
  const evidence = notVarying.flatMap((one): Evidence[] => {
    const { index, response } = one;
    const [line] = [...lines(response, 'cache-control'), ...lines(response, ALLOW_ORIGIN)];
    return [
      {
        text: `no Vary: Origin, requested by ${one === seen.trusted ? 'the site’s own page' : 'an unknown origin'}`,
        exchange: index,
        ...(line && { header: line }),
      },
    ];
  });
  return mark ? [...evidence, { text: 'from a cache', exchange: second.index, header: mark }] : evidence;
}
