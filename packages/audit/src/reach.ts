import {
  BROWSERS,
  type Browser,
  get,
  type PageRequest,
  type Send,
  simulate,
  type WireResponse,
} from '@corsmith/protocol';
import { browsersAt } from './browsers-at.js';
import type { Access, Reach, Reaches } from './finding.js';

/** A server's responses to one origin. What was not sent is absent. */
export interface Responses {
  /** To the request's own preflight, if its headers need one. */
  readonly preflight?: WireResponse | undefined;
  readonly actual?: WireResponse | undefined;
  /** To the preflight of a request that changes data. */
  readonly permission?: WireResponse | undefined;
}

/** The request as a page makes it, once to read and once to change data. */
export interface Attempts {
  readonly read: Omit<PageRequest, 'origin' | 'credentials'>;
  readonly write: Omit<PageRequest, 'origin' | 'credentials'>;
  /** What counts: with `include`, only access with cookies. */
  readonly credentials: 'include' | 'any';
}

export const NOTHING: Reach = { read: 'none', write: 'none' };

const RANK: Readonly<Record<Access, number>> = { none: 0, without: 1, 'with-credentials': 2 };

export const isMore = (a: Access, b: Access): boolean => RANK[a] > RANK[b];

/** The widest access. */
export const most = (accesses: readonly Access[]): Access =>
  accesses.reduce((best, one) => (isMore(one, best) ? one : best), 'none');

/** `reachOf` for many origins, cached: most get the same response. */
export function reachesOf(attempts: Attempts): (origin: string, responses: Responses) => Promise<Reaches> {
  const known = new Map<string, Promise<Reaches>>();
  return (origin, responses) => {
    const key = likeness(origin, responses, new URL(attempts.read.url));
    const reaches = known.get(key) ?? reachOf(origin, responses, attempts);
    known.set(key, reaches);
    return reaches;
  };
}

/** Everything that a browser's decision depends on, apart from the origin itself. */
function likeness(origin: string, { preflight, actual, permission }: Responses, url: URL): string {
  const relevant = (response: WireResponse | undefined) =>
    response && [
      response.status,
      response.headers
        .filter(([name]) => /^(?:access-control-.*|location)$/i.test(name))
        .map(([name, value]) => [name, value === origin ? 'its own' : value]),
    ];
  const own = [origin === url.origin, origin.slice(0, origin.indexOf(':')), browsersAt(origin)];
  return JSON.stringify([own, relevant(preflight), relevant(actual), relevant(permission)]);
}

/** What a page of that origin can do in each browser. */
async function reachOf(origin: string, responses: Responses, attempts: Attempts): Promise<Reaches> {
  const able = mentionsOrigin(responses) ? browsersAt(origin) : [];
  const reach = async (browser: Browser): Promise<Reach> =>
    able.includes(browser)
      ? {
          read: await access('read', browser, origin, responses, attempts),
          write: await access('write', browser, origin, responses, attempts),
        }
      : NOTHING;
  return { chromium: await reach('chromium'), firefox: await reach('firefox'), webkit: await reach('webkit') };
}

/** Without the header every browser blocks. */
const mentionsOrigin = ({ preflight, actual, permission }: Responses): boolean =>
  [preflight, actual, permission].some((one) => one && get(one.headers, 'access-control-allow-origin') !== undefined);

async function access(
  kind: 'read' | 'write',
  engine: Browser,
  origin: string,
  responses: Responses,
  attempts: Attempts,
): Promise<Access> {
  const request = attempts[kind];
  const preflight = kind === 'read' ? responses.preflight : responses.permission;
  const send: Send = async (wire) => {
    const response = wire.kind === 'preflight' ? preflight : responses.actual;
    // The target of a redirect was not requested.
    if (!response || wire.url !== request.url) throw new Error('not requested');
    return response;
  };
  for (const credentials of attempts.credentials === 'include'
    ? (['include'] as const)
    : (['include', 'omit'] as const)) {
    const { allowed, exchanges } = await simulate({ ...request, origin, credentials }, send, { engine });
    const isDone = kind === 'read' ? allowed : exchanges.some((one) => one.request.kind === 'actual');
    if (isDone) return credentials === 'include' ? 'with-credentials' : 'without';
  }
  return 'none';
}

/** The widest reach of several origins in each browser. */
export function together(reaches: readonly Reaches[]): Reaches {
  const of = (browser: Browser): Reach => ({
    read: most(reaches.map((one) => one[browser].read)),
    write: most(reaches.map((one) => one[browser].write)),
  });
  return { chromium: of('chromium'), firefox: of('firefox'), webkit: of('webkit') };
}

/** What one reach adds to the others. */
export function beyond(reaches: Reaches, others: Reaches): Reaches {
  const more = (a: Access, b: Access): Access => (isMore(a, b) ? a : 'none');
  const of = (browser: Browser): Reach => ({
    read: more(reaches[browser].read, others[browser].read),
    write: more(reaches[browser].write, others[browser].write),
  });
  return { chromium: of('chromium'), firefox: of('firefox'), webkit: of('webkit') };
}

/** The widest access in any browser. */
export const best = (reaches: Reaches, kind?: keyof Reach): Access =>
  most(
    BROWSERS.flatMap((browser) => (kind ? [reaches[browser][kind]] : [reaches[browser].read, reaches[browser].write])),
  );

/** The browsers with the widest access. */
export const capable = (reaches: Reaches, kind: keyof Reach): readonly Browser[] =>
  BROWSERS.filter((browser) => reaches[browser][kind] !== 'none' && reaches[browser][kind] === best(reaches, kind));
