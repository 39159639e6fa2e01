import type { Evidence, HarmlessRequest } from '@corsmith/doctor';
import { ALLOW_ORIGIN, cacheMark, lines, variesByOrigin } from '@corsmith/doctor/examination';
import { get, remove, type WireResponse } from '@corsmith/protocol';
import type { Finding } from './finding.js';
import { NOTHING } from './reach.js';
import type { Located, Sender } from './sender.js';

/** An allowed and a denied origin. */
export interface Pair {
  /** Fresh requests from both, to URLs that no cache knows. */
  readonly requests: () => { readonly trusted: HarmlessRequest; readonly other: HarmlessRequest };
  readonly trusted: string;
}

/** The responses: the first of each URL, then the second. */
interface Seen {
  readonly trusted: Located;
  readonly other: Located;
  readonly trustedSecond: Located;
  readonly otherSecond: Located;
}

/**
 * Whether a response without Vary: Origin is served to another origin: then the first request decides what everyone else
 * gets. Browsers partition their caches by site, so this takes a shared cache.
 */
export async function cachePoisoning(sender: Sender, pair: Pair): Promise<Finding | undefined> {
  const seen = await experiment(sender, pair);
  if (!seen || allowed(seen.trusted) === allowed(seen.other)) return undefined;
  const notVarying = [seen.trusted, seen.other].filter(({ response }) => !variesByOrigin(response));
  if (notVarying.length === 0) return undefined;
  const isBlocking = allowed(seen.trustedSecond) !== allowed(seen.trusted);
  const isCached = isBlocking || allowed(seen.otherSecond) !== allowed(seen.other);
  if (!isCached && !notVarying.some(({ response }) => isForSharedCaches(response))) return undefined;
  return {
    id: 'cache-poisoning',
    title: isCached
      ? 'A cache serves one origin’s response to another'
      : 'A cache may serve one origin’s response to another',
    severity: isCached ? 'medium' : 'low',
    attacker: 'anyone',
    impact: isBlocking
      ? `Whoever requests a URL first, with another Origin or none, gets the site’s own page (${pair.trusted}) blocked for everyone until the cache entry expires.`
      : 'Whoever requests a URL first decides what the site’s own page gets from a shared cache: a block, or another origin’s header.',
    bounds: 'Browsers partition their own caches by site, so this takes a shared cache such as a CDN.',
    browsers: { chromium: NOTHING, firefox: NOTHING, webkit: NOTHING },
    origins: [],
    evidence: evidenceOf(seen, notVarying, isBlocking),
    advice:
      'Send Vary: Origin with every response, also if the origin is denied or absent, or send no-store. Then purge the cache.',
  };
}

/** In sequence: the second request finds what the first has left in the cache. Without cookies, since caches skip requests with cookies. */
async function experiment(sender: Sender, { requests }: Pair): Promise<Seen | undefined> {
  const uncookied = (wire: HarmlessRequest) => ({ ...wire, headers: remove(wire.headers, 'cookie') });
  const [first, second] = [requests(), requests()].map(({ trusted, other }) => ({
    trusted: uncookied(trusted),
    other: uncookied({ ...other, url: trusted.url }),
  }));
  const exchanges: (Located | undefined)[] = [];
  for (const wire of [first!.trusted, first!.other, second!.other, second!.trusted])
    exchanges.push(...(await sender.send([wire])));
  const [trusted, otherSecond, other, trustedSecond] = exchanges;
  return trusted?.response && otherSecond?.response && other?.response && trustedSecond?.response
    ? { trusted, otherSecond, other, trustedSecond }
    : undefined;
}

const allowed = ({ response }: Located): string | undefined => lines(response, ALLOW_ORIGIN)[0]?.[1].trim();

/** Whether a shared cache may store it by default. https://httpwg.org/specs/rfc9111.html#section-3 */
function isForSharedCaches(response: WireResponse | undefined): boolean {
  const control = get(response?.headers ?? [], 'cache-control') ?? '';
  if (/\b(?:no-store|no-cache|private)\b/i.test(control)) return false;
  return /\b(?:s-maxage|max-age)\s*=\s*"?[1-9]/i.test(control);
}

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
