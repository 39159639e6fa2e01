import type { Baseline } from './baseline.js';
import type { CacheGuard } from './cache-guard.js';
import { isNamed } from './classify.js';
import type { OriginProber } from './origin-prober.js';
import type { Located, Sender, Stop } from './sender.js';
import type { Sentinel } from './sentinel.js';
import { exampleOf } from './target.js';

/** What to know before relying on the findings, or on their absence. */
export function notesOf(
  plain: Located | undefined,
  given: readonly string[],
  { trusted, isOpen }: Baseline,
  prober: OriginProber,
): readonly string[] {
  const status = plain?.response?.status ?? 0;
  const unknown = given.filter((one) => !isNamed(prober, exampleOf(one)));
  return [
    ...(status >= 300 && status < 400
      ? [
          `The server responds with ${status}, a redirect. Audit the URL that it leads to; if that is a login, pass the cookie of a session with -H.`,
        ]
      : []),
    ...(status >= 400
      ? [
          `The server responds with ${status}. Other responses may follow another policy: pass the headers that it requires with -H.`,
        ]
      : []),
    ...(unknown.length > 0 ? [`The server does not allow ${unknown.join(', ')}.`] : []),
    ...(trusted.length === 0 && !isOpen
      ? ['No allowed origin was found. Name one with --origin: the probe origins are derived from it.']
      : []),
  ];
}

const STOPPED: Readonly<Record<Exclude<Stop, 'refused'>, string>> = {
  'rate-limited': 'The server responded with 429 (too many requests), so no more requests were sent.',
  unresponsive: 'The server stopped responding, so no more requests were sent.',
};

/** Why the audit did not finish; empty if it did. */
export function unfinishedBecause(
  sender: Sender,
  sentinel: Sentinel,
  guard: CacheGuard,
  unsent: number,
  refusesQueries = false,
): readonly string[] {
  const reasons = [
    ...(refusesQueries
      ? [
          'The server allows the origin and refuses the same request with a query, which each request of an audit has. Let the audit pass the firewall, or audit the server behind it.',
        ]
      : []),
    ...(sentinel.change === undefined ? [] : [`${sentinel.change} What it responded after that does not count.`]),
    ...(sender.stopped === undefined || sender.stopped === 'refused' ? [] : [STOPPED[sender.stopped]]),
    ...(sender.isLimited ? ['The limit of requests was reached (--max-requests).'] : []),
    ...(guard.state === 'ignores-query'
      ? [
          'A cache in front serves the same response for every query. Unknown origins were sent in preflights only, so that the site’s pages don’t get a response for another origin. Audit the server behind the cache.',
        ]
      : []),
    ...(guard.state === 'unchecked'
      ? [
          'Responses may be cached, and whether a cache in front heeds the query is not known. Unknown origins were sent in preflights only, so that the site’s pages don’t get a response for another origin. Audit the server behind the cache.',
        ]
      : []),
  ];
  if (reasons.length === 0 && unsent > 0)
    return ['The server did not respond to some requests, also when they were sent again.'];
  return reasons;
}
