import {
  type Block,
  type EngineName,
  get,
  type ProbedResponse,
  type WireRequest,
  type WireResponse,
} from '@corsmith/protocol';
import type { Seen } from './seen.js';
import { type Located, lines } from './wire.js';

/** What the page does not get: a block, or something it lacks although nothing was blocked. */
export interface Problem extends Omit<Block, 'code'> {
  readonly code:
    | Block['code']
    | 'SameOrigin'
    | 'OpaqueResponse'
    | 'HeaderNotExposed'
    | 'LocalNetworkAccess'
    | 'CookieRefused'
    | 'Unstable';
}

/** Everything that a cause may look at. */
export interface Facts extends Seen {
  /** The engine whose problem is explained: the first browser that has one. */
  readonly engine: EngineName;
  readonly problem: Problem;
  /** The request at which it fails, as the browser makes it. */
  readonly wire?: WireRequest;
  /** The judged exchange: its own, or its substitute if it was not sent. Absent if nothing was sent. */
  readonly judged?: Located;
}

/** Facts of a request that was sent. */
export type JudgedFacts = Facts & Required<Pick<Facts, 'judged'>>;

export const isJudged = (facts: Facts): facts is JudgedFacts => facts.judged !== undefined;

/** The judged response, if the problem was decided by one. */
export const judgedResponse = ({ judged }: Pick<Facts, 'judged'>): ProbedResponse | undefined =>
  judged?.exchange.response;

/** The origin that the judged request carried: the page's, or `null` after some redirects. */
export const judgedOrigin = ({ judged, request }: Facts): string =>
  (judged && get(judged.exchange.request.headers, 'origin')) ?? request.origin;

/** The lines of one name in the judged response. */
export const judgedLines = (facts: Facts, name: string) => lines(judgedResponse(facts), name);

export const ALLOW_ORIGIN = 'access-control-allow-origin';

/** Whether a response has any CORS header. */
export const mentionsCors = (response: WireResponse): boolean =>
  response.headers.some(([name]) => name.toLowerCase().startsWith('access-control-'));

/** Whether a response allows that origin, credentials aside. */
export function allowsOrigin(response: WireResponse | undefined, origin: string): boolean {
  const value = response && get(response.headers, ALLOW_ORIGIN);
  return value === origin || value === '*';
}

/** The CORS check failed on the origin, whatever the engine calls it. */
export const isOriginProblem = ({ problem }: Facts): boolean =>
  [
    'MissingAllowOriginHeader',
    'MultipleAllowOriginValues',
    'InvalidAllowOriginValue',
    'AllowOriginMismatch',
    'OriginNotAllowed',
  ].includes(problem.code);

/** No Access-Control-Allow-Origin in the judged response, and the request was blocked for that. */
export const isOriginMissing = (facts: Facts): facts is JudgedFacts =>
  isOriginProblem(facts) && isJudged(facts) && judgedLines(facts, ALLOW_ORIGIN).length === 0;

/** The browser did not accept the response to a preflight. */
export const isPreflightProblem = (facts: Facts): facts is JudgedFacts =>
  facts.problem.stage === 'preflight' && judgedResponse(facts) !== undefined;

/** In words: which response of the server is meant. */
export const responseName = ({ problem }: Pick<Facts, 'problem'>): string =>
  problem.stage === 'preflight' ? 'the preflight response' : 'the response';
