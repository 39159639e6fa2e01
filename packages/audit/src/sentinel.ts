import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { get } from '@corsmith/protocol';
import type { Located, Question, Sender } from './sender.js';

/** A request whose response is known, sent again to see whether the server still responds in that way. */
export interface Watched {
  readonly question: () => Question;
  readonly seen: Located;
}

/**
 * Notices when a firewall shuts out the audit: an origin that was allowed no longer is, or the response becomes another.
 * After that, no response shows anything about the origin check.
 */
export interface Sentinel {
  /** Whether the server still responds as it did; stops the audit if it doesn't. */
  look(which?: 'first' | 'all'): Promise<boolean>;
  /** What changed, as a sentence. */
  readonly change: string | undefined;
}

export function createSentinel(sender: Sender, watched: readonly Watched[]): Sentinel {
  let change: string | undefined;

  async function changed({ question, seen }: Watched): Promise<string | undefined> {
    // One response may be an accident: of one server of several, or of a limit for a moment.
    for (let attempt = 0; attempt < 2; attempt++) {
      const [now] = await sender.send([question()], 'reserve');
      if (!now || isSame(seen, now)) return undefined;
      if (attempt > 0 || sender.stopped) return describe(seen, now);
    }
    return undefined;
  }

  return {
    get change() {
      return change;
    },
    async look(which = 'first') {
      if (sender.stopped !== undefined) return false;
      for (const one of which === 'all' ? watched : watched.slice(0, 1)) {
        change = await changed(one);
        if (change === undefined) continue;
        sender.stop('refused');
        return false;
      }
      return true;
    },
  };
}

const kindOf = ({ response }: Located): string =>
  (get(response?.headers ?? [], 'content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase();

const allowed = ({ response }: Located): string => lines(response, ALLOW_ORIGIN)[0]?.[1].trim() ?? '';

const isSame = (before: Located, now: Located): boolean =>
  before.response?.status === now.response?.status &&
  allowed(before) === allowed(now) &&
  kindOf(before) === kindOf(now) &&
  isChallenge(before) === isChallenge(now);

/** Of Cloudflare, AWS WAF, DataDome and Akamai. */
const isChallenge = ({ response }: Located): boolean =>
  response?.headers.some(([name]) => /^(?:cf-mitigated|x-amzn-waf-action|x-datadome|x-dd-b)$/i.test(name)) ?? false;

function describe(before: Located, now: Located): string {
  const origin = get(before.request.headers, 'origin');
  const who = origin === undefined ? 'a request without Origin' : `${origin}`;
  const what =
    now.response === undefined
      ? 'no longer gets a response'
      : now.response.status !== before.response?.status
        ? `now gets ${now.response.status} instead of ${before.response?.status ?? 'none'}`
        : allowed(now) !== allowed(before)
          ? 'is no longer allowed'
          : 'gets another response';
  return `The server began to refuse the audit: ${who}, which was requested before, ${what}.`;
}
