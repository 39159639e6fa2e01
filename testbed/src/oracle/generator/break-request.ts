import type { Random } from '../random.js';
import type { Breakage } from './breakage.js';
import type { Draft, DraftStep } from './draft.js';
import { bodyFor } from './passing.js';
import {
  CUSTOM_HEADERS,
  DATA_URLS,
  ENGINE_HEADERS,
  FORBIDDEN_HEADERS,
  INVALID_HEADERS,
  JUST_UNSAFE_HEADERS,
  METHODS,
  ODD_MEMBERS,
  ODD_METHODS,
  SAFELISTED_HEADERS,
} from './request-values.js';

/** Changes to the page's request. The responses stay those that allowed the original request. */
export const REQUEST_BREAKAGES: readonly Breakage[] = [
  [4, 'method', onScripted((step, random) => (step.method = random.pick([...ODD_METHODS, ...METHODS])))],
  [4, 'custom header', onScripted((step, random) => add(step, random.pick(CUSTOM_HEADERS)))],
  [3, 'safelisted header', onScripted((step, random) => add(step, random.pick(SAFELISTED_HEADERS)))],
  [5, 'just unsafe header', onScripted((step, random) => add(step, random.pick(JUST_UNSAFE_HEADERS)))],
  [4, 'header that engines differ on', onScripted((step, random) => add(step, random.pick(ENGINE_HEADERS)))],
  [2, 'forbidden header', onScripted((step, random) => add(step, random.pick(FORBIDDEN_HEADERS)))],
  [1, 'invalid header', onScripted((step, random) => add(step, random.pick(INVALID_HEADERS)))],
  [1, 'the same header twice', onScripted(repeatHeader)],
  [1, 'over 1024 safelisted bytes', onScripted(manyBytes)],
  [3, 'credentials', onScripted((step, random) => (step.credentials = otherCredentials(step, random)))],
  [3, 'mode', onFetch((step, random) => (step.mode = random.pick(['no-cors', 'same-origin'])))],
  [3, 'redirect mode', onFetch((step, random) => (step.redirect = random.pick(['error', 'manual'])))],
  [3, 'cache mode', onFetch((step, random) => (step.cache = random.pick(CACHE_MODES)))],
  [3, 'body', onScripted((step, random) => (step.body = bodyFor(step, random)))],
  [1, 'relative URL', relativeUrl],
  [2, 'member of init', onFetch((step, random) => (step.init = { ...step.init, ...random.pick(ODD_MEMBERS) }))],
  [1, 'aborted signal', onFetch((step) => (step.aborted = true))],
  [2, 'upload listener', onXhr((step) => (step.uploadListener = true))],
  [2, 'data: URL', onScripted((step, random) => (step.url = random.pick(DATA_URLS)))],
  [1, 'port', onAny((step, random) => (step.url = portOf(step.url, random)))],
  [2, 'url', onAny((step, random) => (step.url = random.pick(urlsLike(step.url))))],
];

/** Blocked in all engines, or in some. */
const PORTS = [0, 1, 22, 4190, 6000, 6679, 10080];

const portOf = (url: string, random: Random) =>
  `${random.pick(['http', 'http', 'https'])}://${random.pick(['127.0.0.1', 'localhost'])}:${random.pick(PORTS)}${/^\{[A-Z]+\}(.*)/.exec(url)?.[1] ?? '/'}`;

const CACHE_MODES = ['no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached', 'default'] as const;

type Change = (step: DraftStep, random: Random) => unknown;

function on(fits: (step: DraftStep) => boolean, change: Change): Breakage[2] {
  return ({ steps }, random) => {
    const step = random.pick(steps);
    if (!fits(step)) return false;
    change(step, random);
    return true;
  };
}
function onAny(change: Change): Breakage[2] {
  return on(() => true, change);
}
function onFetch(change: Change): Breakage[2] {
  return on(({ initiator }) => initiator === 'fetch', change);
}
function onXhr(change: Change): Breakage[2] {
  return on(({ initiator }) => initiator === 'xhr', change);
}
function onScripted(change: Change): Breakage[2] {
  return on(({ initiator }) => initiator === 'fetch' || initiator === 'xhr', change);
}

/** Of the page itself: a sandboxed frame's own URL is not that of its origin. */
function relativeUrl({ page, steps }: Draft, random: Random): boolean {
  const step = random.pick(steps);
  const path = /^\{[A-Z]+\}(\/c\/.*)/.exec(step.url)?.[1];
  if (page !== 'app' || path === undefined) return false;
  step.url = `../..${path}`;
  return true;
}

function add(step: DraftStep, header: readonly [string, string]): void {
  step.headers = [...(step.headers ?? []), header];
}

function repeatHeader(step: DraftStep, random: Random): void {
  const [name, value] = random.pick([...(step.headers ?? []), ...SAFELISTED_HEADERS]);
  add(step, [name, value]);
  add(step, [name.toLowerCase(), random.chance(0.5) ? value : 'other']);
}

function manyBytes(step: DraftStep, random: Random): void {
  for (let i = 0; i < 7 + random.below(4); i++) add(step, ['Accept', 'a'.repeat(128)]);
}

function otherCredentials({ initiator }: DraftStep, random: Random): 'omit' | 'same-origin' | 'include' {
  return random.pick(initiator === 'xhr' ? ['same-origin', 'include'] : ['omit', 'same-origin', 'include']);
}

const urlsLike = (url: string) => [
  `${url}#fragment`,
  `${url}?query`,
  url.replace(/^\{([A-Z]+)\}/, 'http://u:p@{$1_HOST}'),
  url.replace(/^\{([A-Z]+)\}/, 'http://u@{$1_HOST}'),
  url.replace(/^\{([A-Z]+)\}/, '{$1_UPPER}'),
  url.replace('/c/', '/./c/'),
  'data:text/plain,0',
  'ftp://127.0.0.1/{ID}',
  'file:///{ID}',
  'x-unknown:{ID}',
];
