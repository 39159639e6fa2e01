import type { Random } from '../random.js';
import type { Breakage } from './breakage.js';
import { type Draft, type DraftResponse, type DraftStep, type Hop, setLines, urlOf } from './draft.js';
import { namesOf, originAt } from './passing.js';
import {
  ALLOW_CREDENTIALS_VALUES,
  ALLOW_HEADERS_VALUES,
  ALLOW_METHODS_VALUES,
  ALLOW_ORIGIN_VALUES,
  EXPOSE_HEADERS_VALUES,
  MAX_AGE_VALUES,
  REDIRECT_STATUSES,
  RESOURCE_POLICY_VALUES,
  STATUSES,
} from './response-values.js';

/** Changes of what the servers respond with. */
export const RESPONSE_BREAKAGES: readonly Breakage[] = [
  [12, 'Access-Control-Allow-Origin', onResponse('Access-Control-Allow-Origin', allowOriginLines)],
  [
    5,
    'Access-Control-Allow-Credentials',
    onResponse('Access-Control-Allow-Credentials', pickFrom(ALLOW_CREDENTIALS_VALUES)),
  ],
  [7, 'Access-Control-Allow-Methods', onPreflight('Access-Control-Allow-Methods', allowMethodsLines)],
  [7, 'Access-Control-Allow-Headers', onPreflight('Access-Control-Allow-Headers', allowHeadersLines)],
  [4, 'Access-Control-Max-Age', onPreflight('Access-Control-Max-Age', pickFrom(MAX_AGE_VALUES))],
  [4, 'Access-Control-Expose-Headers', onResponse('Access-Control-Expose-Headers', pickFrom(EXPOSE_HEADERS_VALUES))],
  [5, 'Cross-Origin-Resource-Policy', resourcePolicy],
  [9, 'status', changeResponse((response, random) => (response.status = anyStatus(random)))],
  [3, 'no CORS headers', changeResponse((response) => (response.headers = response.headers.filter(isNotCors)))],
  [2, 'connection dropped', changeResponse((response) => (response.kind = 'drop'))],
  [2, 'preflight not handled', notHandled],
  [2, 'preflight redirected', redirectPreflight],
];

type Lines = (draft: Draft, hop: Hop, random: Random) => readonly string[];

function onResponse(name: string, lines: Lines): Breakage[2] {
  return (draft, random) => {
    const hop = random.pick(draft.hops);
    const chosen = lines(draft, hop, random);
    const which = random.pick([[hop.preflight], [hop.actual], [hop.preflight, hop.actual]]);
    for (const response of which) setLines(response, name, chosen);
    return true;
  };
}

function onPreflight(name: string, lines: Lines): Breakage[2] {
  return (draft, random) => {
    const hop = random.pick(draft.hops);
    setLines(hop.preflight, name, lines(draft, hop, random));
    return true;
  };
}

function changeResponse(change: (response: DraftResponse, random: Random) => unknown): Breakage[2] {
  return ({ hops }, random) => {
    const hop = random.pick(hops);
    change(random.chance(0.5) ? hop.preflight : hop.actual, random);
    return true;
  };
}

function pickFrom(values: readonly (readonly string[])[]): Lines {
  return (_draft, _hop, random) => random.pick(values);
}
function allowOriginLines({ page, hops }: Draft, hop: Hop, random: Random): readonly string[] {
  return random.pick(ALLOW_ORIGIN_VALUES(originAt(page, hops, hops.indexOf(hop))));
}
function allowMethodsLines({ steps }: Draft, _hop: Hop, random: Random): readonly string[] {
  return random.pick(ALLOW_METHODS_VALUES(random.pick(steps).method ?? 'GET'));
}
function allowHeadersLines({ steps }: Draft, _hop: Hop, random: Random): readonly string[] {
  return random.pick(ALLOW_HEADERS_VALUES(namesOf(steps)));
}

/**
 * It counts without CORS only, so that most of these requests are made so. To Chromium a sandboxed frame is of the site of
 * the page around it, of which a request knows nothing.
 */
function resourcePolicy({ page, steps, hops }: Draft, random: Random): boolean {
  const values = RESOURCE_POLICY_VALUES.filter((lines) => page === 'app' || !lines.includes('same-site'));
  for (const step of steps)
    if (['fetch', 'image', 'script'].includes(step.initiator ?? 'fetch') && random.chance(0.8)) withoutCors(step);
  const count = random.chance(0.7) ? 1 : hops.length;
  for (const { actual } of random.chance(0.5) ? hops.slice(0, count) : hops.slice(-count))
    setLines(actual, 'Cross-Origin-Resource-Policy', random.pick(values));
  return true;
}

function withoutCors(step: DraftStep): void {
  step.mode = 'no-cors';
  if (step.initiator !== 'fetch') step.credentials = 'include';
  else if (!['GET', 'HEAD', 'POST'].includes(step.method ?? 'GET')) step.method = 'POST';
}

function anyStatus(random: Random): number {
  return random.chance(0.5) ? random.pick(STATUSES) : 100 + random.below(500);
}

function isNotCors([name]: readonly [string, string]): boolean {
  return !name.toLowerCase().startsWith('access-control-');
}

function notHandled({ hops }: Draft, random: Random): boolean {
  const { preflight } = random.pick(hops);
  preflight.status = random.pick([400, 401, 403, 404, 405, 500, 501]);
  preflight.headers = preflight.headers.filter(isNotCors);
  return true;
}

function redirectPreflight({ hops }: Draft, random: Random): boolean {
  const { preflight } = random.pick(hops);
  preflight.status = random.pick(REDIRECT_STATUSES);
  setLines(preflight, 'Location', [urlOf(random.pick(hops))]);
  return true;
}
