import { BROWSERS, type Browser, get, type Send, simulate, type WireResponse } from '@corsmith/protocol';
import type { Attempt, Attempts } from './attempts.js';
import { browsersAt } from './browsers-at.js';
import { changesAfter } from './changes.js';
import type { Access, Reach, Reaches } from './finding.js';

/** A server's responses to one origin. What was not sent is absent. */
export interface Responses {
  /** To the request's own preflight, if its headers need one. */
  readonly preflight?: WireResponse | undefined;
  readonly actual?: WireResponse | undefined;
  /** To the preflight of a request that changes data. */
  readonly permission?: WireResponse | undefined;
  /** To the preflight of a POST. */
  readonly posting?: WireResponse | undefined;
}

/** What the responses to one origin allow its pages. */
export interface Judged {
  readonly reaches: Reaches;
  /** The requests that change data and pass the preflight: `PUT`, `POST with JSON`. */
  readonly writes: readonly string[];
  /** Whether some response allows the origin by name. */
  readonly isAllowed: boolean;
}

export type Judge = (origin: string, responses: Responses) => Promise<Judged>;

export const NOTHING: Reach = { read: 'none', write: 'none' };

const RANK: Readonly<Record<Access, number>> = { none: 0, without: 1, 'with-credentials': 2 };

export const isMore = (a: Access, b: Access): boolean => RANK[a] > RANK[b];

/** The widest access. */
export const most = (accesses: readonly Access[]): Access =>
  accesses.reduce((best, one) => (isMore(one, best) ? one : best), 'none');

/** `judge` for many origins, cached: most get the same response. */
export function judging(attempts: Attempts): Judge {
  const known = new Map<string, Promise<Judged>>();
  return (origin, responses) => {
    const key = likeness(origin, responses, new URL(attempts.read.url));
    const judged = known.get(key) ?? judge(origin, responses, attempts);
    known.set(key, judged);
    return judged;
  };
}

/** Everything that a browser's decision depends on, apart from the origin itself. */
function likeness(origin: string, { preflight, actual, permission, posting }: Responses, url: URL): string {
  const relevant = (response: WireResponse | undefined) =>
    response && [
      response.status,
      response.headers
        .filter(([name]) => /^(?:access-control-.*|location)$/i.test(name))
        .map(([name, value]) => [name, value === origin ? 'its own' : value]),
    ];
  const own = [origin === url.origin, origin.slice(0, origin.indexOf(':')), browsersAt(origin)];
  return JSON.stringify([own, relevant(preflight), relevant(actual), relevant(permission), relevant(posting)]);
}

/** What a page of that origin can do in each browser. */
async function judge(origin: string, responses: Responses, attempts: Attempts): Promise<Judged> {
  const able = mentionsOrigin(responses) ? browsersAt(origin) : [];
  const reads = { request: attempts.read, preflight: responses.preflight };
  const { permission, posting } = responses;
  const changes = [
    ...changesAfter(permission, attempts).map((change) => ({ ...change, preflight: permission })),
    ...changesAfter(posting, attempts)
      .filter(({ request }) => request.method === 'POST')
      .map((change) => ({ ...change, preflight: posting })),
  ];
  const writes = new Set<string>();
  const reach = async (browser: Browser): Promise<Reach> => {
    if (!able.includes(browser)) return NOTHING;
    const accesses: Access[] = [];
    for (const { name, request, preflight } of changes) {
      const one = await access('write', browser, origin, { request, preflight }, responses, attempts);
      if (one !== 'none') writes.add(name);
      accesses.push(one);
    }
    return { read: await access('read', browser, origin, reads, responses, attempts), write: most(accesses) };
  };
  const reaches = { chromium: await reach('chromium'), firefox: await reach('firefox'), webkit: await reach('webkit') };
  return { reaches, writes: [...writes], isAllowed: isNamed(origin, responses) };
}

const isNamed = (origin: string, { preflight, actual, permission, posting }: Responses): boolean =>
  [preflight, actual, permission, posting].some(
    (one) => one && get(one.headers, 'access-control-allow-origin') === origin,
  );

/** Without the header every browser blocks. */
const mentionsOrigin = ({ preflight, actual, permission, posting }: Responses): boolean =>
  [preflight, actual, permission, posting].some(
    (one) => one && get(one.headers, 'access-control-allow-origin') !== undefined,
  );

async function access(
  kind: 'read' | 'write',
  engine: Browser,
  origin: string,
  { request, preflight }: { readonly request: Attempt; readonly preflight: WireResponse | undefined },
  responses: Responses,
  attempts: Attempts,
): Promise<Access> {
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
