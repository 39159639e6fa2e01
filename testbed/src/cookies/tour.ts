import type { CookieCase, CookieFate } from './cookie-case.js';
import type { HostRequest, HostResponse } from './hosts-proxy.js';

/** Where a browser begins, and comes back to. */
export const START = 'http://start.corsmith.test/';

/** What a page requests for one case, in turn. */
interface Job {
  readonly urls: readonly string[];
  readonly credentials: CookieCase['credentials'];
}

/** A page that the browser opens. */
interface Stop {
  readonly url: string;
  readonly jobs: readonly Job[];
}

/** Takes a browser from page to page and sees which cookies come. */
export interface Tour {
  respond(request: HostRequest): HostResponse | Promise<HostResponse>;
  /** All cases in one go; their hosts must be new to the browser or their cookies' names. */
  run(cases: readonly CookieCase[]): Promise<readonly CookieFate[]>;
  fail(error: Error): void;
}

/** A query that no case has of its own. */
const KEY = 'corsmith';
type Phase = 'visit' | 'set' | 'send' | 'find';

/** In milliseconds, from one page to the next. */
const STOP_LIMIT = 60_000;

export function createTour(): Tour {
  let cases: readonly CookieCase[] = [];
  let stops: readonly Stop[] = [];
  const sent = new Set<number>();
  const found = new Set<number>();
  let failure: Error | undefined;
  let waiting: { resolve(): void; reject(error: Error): void } | undefined;
  let wake: (() => void) | undefined;
  let watchdog: NodeJS.Timeout | undefined;

  const fail = (error: Error) => {
    clearTimeout(watchdog);
    failure ??= error;
    waiting?.reject(failure);
  };

  const nextAfter = (index: number): string => stops[index + 1]?.url ?? START;

  const respond = async ({ url, headers }: HostRequest): Promise<HostResponse> => {
    if (url.href.startsWith(START)) return url.pathname === '/next' ? next() : { headers: [], html: page(startScript) };
    const [phase, number = ''] = (url.searchParams.get(KEY) ?? '').split('.') as [Phase | 'stop' | '', string?];
    const at = Number(number);
    if (phase === '') return { headers: [] };
    if (phase === 'stop' || phase === 'visit') {
      const stop = stops[at]!;
      clearTimeout(watchdog);
      watchdog = setTimeout(() => fail(new Error(`no end of ${stop.url}`)), STOP_LIMIT);
      const set =
        phase === 'visit' ? cases.filter((one) => one.setBy === 'visit' && withoutQuery(stop.url) === one.url) : [];
      return {
        headers: set.map((one) => ['Set-Cookie', one.setCookie] as const),
        html: page(`(${runJobs})(${JSON.stringify(stop.jobs)}, ${JSON.stringify(nextAfter(at))})`),
      };
    }
    const one = cases[at]!;
    if (has(headers.cookie, nameOf(one.setCookie))) (phase === 'send' ? sent : found).add(at);
    const allow: [string, string][] = [
      ['Access-Control-Allow-Origin', headers.origin ?? '*'],
      ['Access-Control-Allow-Credentials', 'true'],
    ];
    return { headers: phase === 'set' ? [...allow, ['Set-Cookie', one.setCookie]] : allow };
  };

  const next = async (): Promise<HostResponse> => {
    clearTimeout(watchdog);
    waiting?.resolve();
    waiting = undefined;
    await new Promise<void>((resolve) => (wake = resolve));
    return { headers: [], html: nextAfter(-1) };
  };

  return {
    respond,
    fail,
    async run(all) {
      if (failure) throw failure;
      cases = all;
      stops = stopsOf(all);
      sent.clear();
      found.clear();
      while (!wake) await new Promise((resolve) => setTimeout(resolve, 20));
      await new Promise<void>((resolve, reject) => {
        waiting = { resolve, reject };
        wake?.();
        wake = undefined;
      });
      return all.map((_, index) => ({ stored: sent.has(index) || found.has(index), sent: sent.has(index) }));
    },
  };
}

/** First the visits, then the pages with their requests, then a look at each host from itself. */
function stopsOf(cases: readonly CookieCase[]): Stop[] {
  const numbered = cases.map((one, index) => ({ ...one, index }));
  const visits = [...new Set(cases.filter(({ setBy }) => setBy === 'visit').map(({ url }) => url))];
  const pages = [...new Set(cases.map(({ page }) => page))];
  const hosts = [...new Set(cases.flatMap(({ url }) => schemesOf(new URL(url).origin)))];
  const stops = [
    ...visits.map((url) => ({ kind: 'visit', url, jobs: [] as Job[] })),
    ...pages.map((page) => ({
      kind: 'stop',
      url: `${page}/`,
      jobs: numbered
        .filter((one) => one.page === page)
        .map(({ index, url, setBy, setCookie, credentials }) => ({
          credentials,
          urls: [
            ...(setBy === 'request' ? [keyed(url, 'set', index)] : []),
            keyed(url, 'send', index),
            keyed(pathOf(url, setCookie), 'find', index),
          ],
        })),
    })),
    ...hosts.map((host) => ({
      kind: 'stop',
      url: `${host}/`,
      jobs: numbered
        .filter(({ url }) => schemesOf(new URL(url).origin).includes(host))
        .map(({ index, url, setCookie }) => ({
          credentials: 'same-origin' as const,
          urls: [keyed(`${host}${new URL(pathOf(url, setCookie)).pathname}`, 'find', index)],
        })),
    })),
  ];
  return stops.map(({ kind, url, jobs }, index) => ({ url: `${url}?${KEY}=${kind}.${index}`, jobs }));
}

/** Where a cookie with Secure that came over http would be sent: over https. */
const schemesOf = (origin: string): string[] => [origin, origin.replace(/^http:/, 'https:')];

const keyed = (url: string, phase: Phase, index: number): string => `${url}?${KEY}=${phase}.${index}`;

const withoutQuery = (url: string): string => url.replace(/\?.*$/, '');

/** The URL at which a cookie is surely sent that has this path, if any. */
function pathOf(url: string, setCookie: string): string {
  const path = /;\s*path=(\/[^;]*)/i.exec(setCookie)?.[1];
  return path === undefined ? url : new URL(path, url).href;
}

const nameOf = (setCookie: string): string => setCookie.replace(/=.*$/s, '');

const has = (cookies: string | undefined, name: string): boolean =>
  (cookies ?? '').split('; ').some((pair) => pair.startsWith(`${name}=`));

const page = (script: string): string =>
  `<!doctype html><title>page</title><link rel="icon" href="data:,"><script>${script}</script>`;

const startScript = `fetch('/next').then((response) => response.text()).then((url) => location.replace(url))`;

/** Goes into the page as its source text and so must use nothing outside itself. */
async function runJobs(jobs: readonly Job[], next: string): Promise<void> {
  const queue = [...jobs];
  const work = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      for (const url of job.urls) {
        const response = await fetch(url, { credentials: job.credentials }).catch(() => undefined);
        await response?.text();
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  location.replace(next);
}
