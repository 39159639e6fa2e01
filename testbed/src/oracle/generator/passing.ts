import type { PageBody } from '../../browsers/browser.js';
import type { SampleBody } from '../../servers/scripted-response.js';
import type { Place } from '../../servers/world.js';
import type { Random } from '../random.js';
import { type Draft, type DraftResponse, type DraftStep, type Hop, setLines, urlOf } from './draft.js';
import { CUSTOM_HEADERS, METHODS, SAFELISTED_HEADERS } from './request-values.js';
import { EXPOSE_HEADERS_VALUES, READABLE_HEADERS, REDIRECT_STATUSES } from './response-values.js';

type Initiator = NonNullable<DraftStep['initiator']>;

/** What an initiator needs of its response, beside CORS. */
const CONTENT: Readonly<Record<Initiator, { readonly type: string; readonly body: SampleBody }>> = {
  fetch: { type: 'text/plain', body: 'text' },
  xhr: { type: 'text/plain', body: 'text' },
  script: { type: 'text/javascript', body: 'script' },
  module: { type: 'text/javascript', body: 'script' },
  image: { type: 'image/gif', body: 'image' },
  font: { type: 'font/ttf', body: 'font' },
  eventsource: { type: 'text/event-stream', body: 'events' },
};

/** An exchange that should pass: one to four requests of one page, and responses that allow each of them. */
export function passingDraft(random: Random): Draft {
  const page = random.chance(0.15) ? 'sandbox' : 'app';
  const hops = hopsOf(random);
  const first = firstStep(urlOf(hops[0] as Hop), random);
  const repeats = canRepeat(first) && random.chance(0.3) ? 1 + random.below(3) : 0;
  const steps = [first, ...Array.from({ length: repeats }, () => variation(first, random))];
  const draft: Draft = { page, steps, hops, broken: hops.length === LEGS.length ? ['one redirect too many'] : [] };
  hops.forEach((_, index) => void allow(draft, index, random));
  return draft;
}

const LEGS = ['main', 'two', 'three', ...Array.from({ length: 19 }, (_, i) => `hop${i + 4}`)];

function hopsOf(random: Random): Hop[] {
  const count = random.weighted([
    [70, 1],
    [20, 2],
    [10, 3],
  ]);
  const placeOf = () =>
    random.weighted<Place>([
      [70, 'api'],
      [18, 'other'],
      [12, 'app'],
    ]);
  // As many redirects as are followed, one less, and one more, all at one place.
  const isChain = random.chance(0.01);
  const chain = isChain ? placeOf() : undefined;
  const legs = chain === undefined ? LEGS.slice(0, count) : LEGS.slice(0, 20 + random.below(3));
  return legs.map((leg) => ({
    leg,
    place: chain ?? placeOf(),
    preflight: { kind: 'response', status: random.pick([200, 204]), headers: [], body: 'text' },
    actual: { kind: 'response', status: 200, headers: [], body: 'text' },
  }));
}

function firstStep(url: string, random: Random): DraftStep {
  const initiator = random.weighted<Initiator>([
    [60, 'fetch'],
    [20, 'xhr'],
    [4, 'script'],
    [4, 'module'],
    [4, 'image'],
    [4, 'font'],
    [4, 'eventsource'],
  ]);
  const credentials = random.weighted<'include' | 'same-origin' | 'omit'>([
    [40, 'include'],
    [50, 'same-origin'],
    [10, initiator === 'fetch' ? 'omit' : 'same-origin'],
  ]);
  if (initiator === 'font') return { url, initiator, mode: 'cors', credentials: 'same-origin' };
  if (initiator === 'script' || initiator === 'image') {
    const mode = random.chance(0.8) ? 'cors' : 'no-cors';
    return { url, initiator, mode, credentials: mode === 'cors' ? credentials : 'include' };
  }
  const step: DraftStep = { url, initiator, mode: 'cors', credentials };
  if (initiator === 'module' || initiator === 'eventsource') return step;
  step.method = random.chance(0.5) ? random.pick(['GET', 'POST', 'PUT']) : random.pick(METHODS);
  const headers = Array.from(
    {
      length: random.weighted([
        [5, 0],
        [3, 1],
        [2, 2],
      ]),
    },
    () => random.pick(random.chance(0.5) ? CUSTOM_HEADERS : SAFELISTED_HEADERS),
  );
  if (headers.length > 0) step.headers = headers;
  if (!['GET', 'HEAD'].includes(step.method) && random.chance(0.5)) step.body = bodyFor(step, random);
  if (initiator === 'xhr' && random.chance(0.15)) step.uploadListener = true;
  return step;
}

export function bodyFor(step: DraftStep, random: Random): PageBody {
  const kind = random.weighted<PageBody['kind']>([
    [8, 'text'],
    [3, 'params'],
    [3, 'form'],
    [3, 'blob'],
    [3, 'buffer'],
    [step.initiator === 'fetch' ? 2 : 0, 'stream'],
  ]);
  const text = random.pick(['x', '{"a":1}', '']);
  if (kind !== 'blob' || random.chance(0.3)) return { kind, text };
  return { kind, text, type: random.pick(['application/json', 'text/plain', 'image/gif', 'nonsense']) };
}

/** Elements cache what they have loaded: a second one of the same URL may send nothing. */
const canRepeat = ({ initiator }: DraftStep) => initiator === 'fetch' || initiator === 'xhr';

/** The same request once more, or one that a remembered preflight may or may not cover. */
function variation(first: DraftStep, random: Random): DraftStep {
  const step = { ...first };
  const change = random.below(8);
  if (change === 0) step.method = random.pick(METHODS);
  if (change === 1) step.headers = [...(first.headers ?? []), random.pick(CUSTOM_HEADERS)];
  if (change === 2) delete step.headers;
  if (change === 3) step.credentials = first.credentials === 'include' ? 'same-origin' : 'include';
  if (change === 4 && first.initiator === 'fetch') step.cache = random.pick(['no-store', 'reload', 'no-cache']);
  if (['GET', 'HEAD'].includes(step.method ?? 'GET')) delete step.body;
  return step;
}

/** Writes what a server sends that allows all of the draft's requests at this hop. */
function allow({ page, steps, hops }: Draft, index: number, random: Random): void {
  const hop = hops[index] as Hop;
  const next = hops[index + 1];
  const includes = steps.some(({ credentials }) => credentials === 'include');
  const origin = originAt(page, hops, index);
  const allowOrigin = includes || random.chance(0.5) ? origin : '*';
  const methods = [...new Set(steps.map(({ method = 'GET' }) => method))];
  const names = namesOf(steps);
  const initiator = steps[0]?.initiator ?? 'fetch';
  const set = (response: DraftResponse, name: string, ...lines: string[]) =>
    setLines(response, spelling(name, random), lines);

  for (const response of [hop.preflight, hop.actual]) {
    set(response, 'Access-Control-Allow-Origin', allowOrigin);
    if (includes || random.chance(0.1)) set(response, 'Access-Control-Allow-Credentials', 'true');
  }
  set(hop.preflight, 'Access-Control-Allow-Methods', methods.join(random.pick([', ', ',', ' , '])));
  if (names.length > 0) set(hop.preflight, 'Access-Control-Allow-Headers', names.join(', '));
  if (random.chance(0.4)) set(hop.preflight, 'Access-Control-Max-Age', random.pick(['0', '60', '600', '86400']));
  if (random.chance(0.3)) set(hop.preflight, 'Cache-Control', 'no-store');
  set(hop.actual, 'Cache-Control', 'no-store');
  set(hop.actual, 'Content-Type', CONTENT[initiator].type);
  hop.actual.body = CONTENT[initiator].body;
  if (next) {
    hop.actual.status = random.pick(REDIRECT_STATUSES);
    set(hop.actual, 'Location', urlOf(next));
  } else {
    const readable = Array.from({ length: random.below(4) }, () => random.pick(READABLE_HEADERS));
    for (const [name, value] of readable) hop.actual.headers.push([name, value]);
    if (random.chance(0.5)) set(hop.actual, 'Access-Control-Expose-Headers', ...random.pick(EXPOSE_HEADERS_VALUES));
  }
}

/** Names that the page sets, as any engine's preflight may list them; a body's Content-Type too. */
export function namesOf(steps: readonly DraftStep[]): string[] {
  const names = steps.flatMap(({ headers = [] }) => headers.map(([name]) => name));
  return [...new Set([...names, 'content-type'].map((name) => name.toLowerCase()))].filter((name) => name !== '');
}

/** The `Origin` that the request carries at a hop: `null` once a cross-origin hop has led to another origin. */
export function originAt(page: 'app' | 'sandbox', hops: readonly Hop[], index: number): '{APP}' | 'null' {
  const tainted = hops.slice(1, index + 1).some(({ place }, i) => hops[i]?.place !== 'app' && hops[i]?.place !== place);
  return page === 'sandbox' || tainted ? 'null' : '{APP}';
}

/** Names of headers have no case. */
const spelling = (name: string, random: Random) =>
  random.weighted([
    [8, name],
    [1, name.toLowerCase()],
    [1, name.toUpperCase()],
  ]);
