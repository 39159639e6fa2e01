import type { Baseline } from './baseline.js';
import { isAllowed } from './baseline.js';
import type { OriginProber } from './origin-prober.js';
import type { Located, Sender } from './sender.js';
import { exampleOf } from './target.js';

/** What to know before relying on the findings, or on their absence. */
export function notesOf(
  plain: Located | undefined,
  given: readonly string[],
  { trusted, isOpen }: Baseline,
  { prober, sender }: { readonly prober: OriginProber; readonly sender: Sender },
): readonly string[] {
  const status = plain?.response?.status ?? 0;
  const unknown = given.filter((one) => !isAllowed(prober, exampleOf(one)));
  return [
    ...(status >= 300 && status < 400
      ? [`The server responds with ${status}, a redirect. Audit the URL that it leads to.`]
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
    ...(sender.stopped === undefined ? [] : [STOPPED[sender.stopped]]),
  ];
}

const STOPPED: Readonly<Record<NonNullable<Sender['stopped']>, string>> = {
  'rate-limited': 'The server responded with 429 (too many requests), so no more requests were sent.',
  unresponsive: 'The server stopped responding, so no more requests were sent.',
};
