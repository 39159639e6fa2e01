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

/** What a server answered to one origin. What was not asked is absent. */
export interface Answers {
  /** To the preflight of the request itself, where its headers need one. */
  readonly preflight?: WireResponse | undefined;
  readonly actual?: WireResponse | undefined;
  /** To the preflight of a request that changes something. */
  readonly permission?: WireResponse | undefined;
}

/** The same request as a page makes it, once to read and once to change something. */
export interface Attempts {
  readonly read: Omit<PageRequest, 'origin' | 'credentials'>;
  readonly write: Omit<PageRequest, 'origin' | 'credentials'>;
  /** What counts: `include` leaves out all that comes without cookies. */
  readonly credentials: 'include' | 'any';
}

export const NOTHING: Reach = { read: 'none', write: 'none' };

const RANK: Readonly<Record<Access, number>> = { none: 0, without: 1, 'with-credentials': 2 };

export const isMore = (a: Access, b: Access): boolean => RANK[a] > RANK[b];

/** The most of some. */
export const most = (accesses: readonly Access[]): Access =>
  accesses.reduce((best, one) => (isMore(one, best) ? one : best), 'none');

/** `reachOf` for many origins: most are answered alike, and what was decided once holds for all of them. */
export function reachesOf(attempts: Attempts): (origin: string, answers: Answers) => Promise<Reaches> {
  const known = new Map<string, Promise<Reaches>>();
  return (origin, answers) => {
    const key = likeness(origin, answers, new URL(attempts.read.url));
    const reaches = known.get(key) ?? reachOf(origin, answers, attempts);
    known.set(key, reaches);
    return reaches;
  };
}

/** All that the browsers' decision rests on, with the origin itself left out. */
function likeness(origin: string, { preflight, actual, permission }: Answers, url: URL): string {
  const said = (response: WireResponse | undefined) =>
    response && [
      response.status,
      response.headers
        .filter(([name]) => /^(?:access-control-.*|location)$/i.test(name))
        .map(([name, value]) => [name, value === origin ? 'its own' : value]),
    ];
  const own = [origin === url.origin, origin.slice(0, origin.indexOf(':')), browsersAt(origin)];
  return JSON.stringify([own, said(preflight), said(actual), said(permission)]);
}

/** What a page of that origin can do in each browser, as the three decide it. */
async function reachOf(origin: string, answers: Answers, attempts: Attempts): Promise<Reaches> {
  const able = mentionsOrigin(answers) ? browsersAt(origin) : [];
  const reach = async (browser: Browser): Promise<Reach> =>
    able.includes(browser)
      ? {
          read: await access('read', browser, origin, answers, attempts),
          write: await access('write', browser, origin, answers, attempts),
        }
      : NOTHING;
  return { chromium: await reach('chromium'), firefox: await reach('firefox'), webkit: await reach('webkit') };
}

/** Without the header no browser lets anything pass. */
const mentionsOrigin = ({ preflight, actual, permission }: Answers): boolean =>
  [preflight, actual, permission].some((one) => one && get(one.headers, 'access-control-allow-origin') !== undefined);

async function access(
  kind: 'read' | 'write',
  engine: Browser,
  origin: string,
  answers: Answers,
  attempts: Attempts,
): Promise<Access> {
  const request = attempts[kind];
  const preflight = kind === 'read' ? answers.preflight : answers.permission;
  const send: Send = async (wire) => {
    const answer = wire.kind === 'preflight' ? preflight : answers.actual;
    // Where a redirect leads was not asked.
    if (!answer || wire.url !== request.url) throw new Error('not asked');
    return answer;
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

/** The most that any of several origins reaches, browser by browser. */
export function together(reaches: readonly Reaches[]): Reaches {
  const of = (browser: Browser): Reach => ({
    read: most(reaches.map((one) => one[browser].read)),
    write: most(reaches.map((one) => one[browser].write)),
  });
  return { chromium: of('chromium'), firefox: of('firefox'), webkit: of('webkit') };
}

/** What one reaches beyond what others do. */
export function beyond(reaches: Reaches, others: Reaches): Reaches {
  const more = (a: Access, b: Access): Access => (isMore(a, b) ? a : 'none');
  const of = (browser: Browser): Reach => ({
    read: more(reaches[browser].read, others[browser].read),
    write: more(reaches[browser].write, others[browser].write),
  });
  return { chromium: of('chromium'), firefox: of('firefox'), webkit: of('webkit') };
}

/** The most that any browser lets a page do. */
export const best = (reaches: Reaches, kind?: keyof Reach): Access =>
  most(
    BROWSERS.flatMap((browser) => (kind ? [reaches[browser][kind]] : [reaches[browser].read, reaches[browser].write])),
  );

/** The browsers that let a page do the most. */
export const capable = (reaches: Reaches, kind: keyof Reach): readonly Browser[] =>
  BROWSERS.filter((browser) => reaches[browser][kind] !== 'none' && reaches[browser][kind] === best(reaches, kind));
