import type { Evidence, HarmlessRequest } from '@corsmith/doctor';
import { ALLOW_ORIGIN, cacheMark, lines, variesByOrigin } from '@corsmith/doctor/examination';
import { get, remove, type WireResponse } from '@corsmith/protocol';
import type { Asker, Located } from './ask.js';
import type { Finding } from './finding.js';
import { NOTHING } from './reach.js';

/** Two origins that are answered otherwise. */
export interface Pair {
  /** The requests at URLs that no cache knows, each made anew, from the one that is let in and from the one that is not. */
  readonly ask: () => { readonly trusted: HarmlessRequest; readonly stranger: HarmlessRequest };
  readonly trusted: string;
}

/** What each got, first on URLs of their own, then one behind the other on the same. */
interface Seen {
  readonly trusted: Located;
  readonly stranger: Located;
  readonly trustedSecond: Located;
  readonly strangerSecond: Located;
}

/**
 * Whether an answer that names no Vary: Origin is given to another origin: then whoever asks first decides what all the
 * others get. Browsers keep caches apart by site, so it takes a cache that many share.
 */
export async function cachePoisoning(asker: Asker, pair: Pair): Promise<Finding | undefined> {
  const seen = await experiment(asker, pair);
  if (!seen || allowed(seen.trusted) === allowed(seen.stranger)) return undefined;
  const silent = [seen.trusted, seen.stranger].filter(({ response }) => !variesByOrigin(response));
  if (silent.length === 0) return undefined;
  const isShut = allowed(seen.trustedSecond) !== allowed(seen.trusted);
  const isKept = isShut || allowed(seen.strangerSecond) !== allowed(seen.stranger);
  if (!isKept && !silent.some(({ response }) => isForSharedCaches(response))) return undefined;
  return {
    id: 'cache-poisoning',
    title: isKept
      ? 'A cache gives the answer for one origin to another'
      : 'Caches may give the answer for one origin to another',
    severity: isKept ? 'medium' : 'low',
    attacker: 'anyone',
    impact: isShut
      ? `Whoever asks for a URL first, with another Origin or none, has the site’s own page (${pair.trusted}) blocked for everyone until the cache forgets it.`
      : 'Whoever asks first decides what the site’s own page gets from a cache that many share: blocked, or another origin’s header.',
    bounds: 'Browsers keep their own caches apart by site, so it takes one that many share, such as a CDN.',
    browsers: { chromium: NOTHING, firefox: NOTHING, webkit: NOTHING },
    origins: [],
    evidence: evidenceOf(seen, silent, isShut),
    advice:
      'Say Vary: Origin on every answer, also where no origin is allowed or none is sent; or no-store. Then empty the cache.',
  };
}

/** One after the other: the second finds what the first has left behind. No cookie goes along, which caches pass by. */
async function experiment(asker: Asker, { ask }: Pair): Promise<Seen | undefined> {
  const uncookied = (wire: HarmlessRequest) => ({ ...wire, headers: remove(wire.headers, 'cookie') });
  const [first, second] = [ask(), ask()].map(({ trusted, stranger }) => ({
    trusted: uncookied(trusted),
    stranger: uncookied({ ...stranger, url: trusted.url }),
  }));
  const answers: (Located | undefined)[] = [];
  for (const wire of [first!.trusted, first!.stranger, second!.stranger, second!.trusted])
    answers.push(...(await asker.ask([wire])));
  const [trusted, strangerSecond, stranger, trustedSecond] = answers;
  return trusted?.response && strangerSecond?.response && stranger?.response && trustedSecond?.response
    ? { trusted, strangerSecond, stranger, trustedSecond }
    : undefined;
}

const allowed = ({ response }: Located): string | undefined => lines(response, ALLOW_ORIGIN)[0]?.[1].trim();

/** Whether a cache that many share may keep it without being told so by its owner. https://httpwg.org/specs/rfc9111.html#section-3 */
function isForSharedCaches(response: WireResponse | undefined): boolean {
  const control = get(response?.headers ?? [], 'cache-control') ?? '';
  if (/\b(?:no-store|no-cache|private)\b/i.test(control)) return false;
  return /\b(?:s-maxage|max-age)\s*=\s*"?[1-9]/i.test(control);
}

function evidenceOf(seen: Seen, silent: readonly Located[], isShut: boolean): readonly Evidence[] {
  const second = isShut ? seen.trustedSecond : seen.strangerSecond;
  const mark = cacheMark(second.response);
  const told = silent.flatMap((one): Evidence[] => {
    const { index, response } = one;
    const [line] = [...lines(response, 'cache-control'), ...lines(response, ALLOW_ORIGIN)];
    return [
      {
        text: `no Vary: Origin, asked by ${one === seen.trusted ? 'the site’s own page' : 'a stranger'}`,
        exchange: index,
        ...(line && { header: line }),
      },
    ];
  });
  return mark ? [...told, { text: 'out of a cache', exchange: second.index, header: mark }] : told;
}
