import { get, type HeaderList, type ProbedResponse } from '@corsmith/protocol';
import { type CauseRule, faultyProxy } from '../cause.js';
import { isPreflightRefused } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, type Facts, isPreflightProblem, judgedResponse, mentionsCors } from '../facts/facts.js';
import { placeOf } from '../facts/layer-facts.js';
import { boundary, type Neighbours } from '../facts/layers.js';
import { actualOf } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import { allowPreflight, withCorsOf } from '../fixed-response.js';

export const edgeAnswersPreflight: CauseRule = {
  id: 'edge-answers-preflight',
  title: 'A proxy or CDN responds to the preflight instead of the server',
  fixedIn: 'proxy',
  stage: 'proxy',
  before: ['gateway-error'],
  fixSentence: 'Let the proxy or CDN in front pass OPTIONS on, or configure the same CORS policy there.',
  prevention: 'Set CORS headers in one place, and forward OPTIONS to it.',
  fromConsole: (message) => (isPreflightRefused(message) ? 'rare' : undefined),
  match(facts) {
    if (!facts.judged || !isPreflightProblem(facts)) return undefined;
    const found = intercepted(facts);
    return found ? shown(found) : supposed(facts);
  },
  fixed(response, facts) {
    const inner = intercepted(facts)?.inner.response;
    return inner ? withCorsOf(response, inner) : allowPreflight(response, facts);
  },
};

/** Two neighbours of which the inner one would allow the preflight, and which respond alike to the request itself. */
function intercepted(facts: Facts): Neighbours | undefined {
  const { layers, exchanges } = facts;
  const allowOrigin = (index: number | undefined) => lines(exchanges[index ?? -1]?.response, ALLOW_ORIGIN);
  const found = boundary(facts, (outer, inner) => differ(outer, inner));
  const front = layers[0];
  if (!found?.inner.layer.passesPreflight || front?.at.actual === undefined) return undefined;
  const sameActual = isSame(allowOrigin(found.inner.layer.at.actual), allowOrigin(found.outer.layer.at.actual));
  return sameActual ? found : undefined;
}

const isSame = (a: HeaderList, b: HeaderList): boolean =>
  a.map(([, value]) => value).join('\n') === b.map(([, value]) => value).join('\n');

const differ = (outer: ProbedResponse, inner: ProbedResponse): boolean =>
  outer.status !== inner.status || !isSame(corsOf(outer), corsOf(inner));

const corsOf = ({ headers }: ProbedResponse): HeaderList =>
  headers
    .filter(([name]) => name.toLowerCase().startsWith('access-control-'))
    .map(([name, value]): [string, string] => ['', `${name.toLowerCase()}: ${value}`])
    .sort(([, a], [, b]) => (a < b ? -1 : 1));

const shown = ({ outer, inner }: Neighbours): ReturnType<CauseRule['match']> => ({
  explanation: `${placeOf(inner.layer)} would allow the preflight, but ${placeOf(
    outer.layer,
  )} responds without forwarding it. Forward OPTIONS there, or configure the same CORS headers.`,
  certainty: 'certain',
  proxy: faultyProxy('intercepted', { outer, inner }),
  evidence: [outer, inner].map(({ layer, index, response }) => ({
    text: `OPTIONS → ${response.status} from ${placeOf(layer)}`,
    exchange: index,
  })),
});

/** Denials and redirects have causes of their own. */
const KNOWN = [301, 302, 303, 307, 308, 401, 403, 407];

/** Without `--direct`: two responses of one URL that name different servers. */
function supposed(facts: Facts): ReturnType<CauseRule['match']> {
  const { judged } = facts;
  const response = judgedResponse(facts);
  if (!judged || !response || mentionsCors(response) || KNOWN.includes(response.status)) return undefined;
  const actual = actualOf(facts);
  const [ours, theirs] = [response, actual?.exchange.response].map(
    (response) => response && get(response.headers, 'server'),
  );
  if (!actual || !ours || !theirs || ours === theirs) return undefined;
  return {
    explanation: `${ours} responds to OPTIONS and ${theirs} to the request itself: a proxy or CDN intercepts the preflight. Forward OPTIONS there, or configure the same CORS headers.`,
    certainty: 'likely',
    proxy: { outer: judged.index },
    evidence: [
      { text: 'responds to OPTIONS', exchange: judged.index, header: ['server', ours], at: 0 },
      { text: 'responds to the request', exchange: actual.index, header: ['server', theirs], at: 0 },
    ],
  };
}
