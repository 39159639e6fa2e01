import { type SeenOutcome, unknownBecause } from '@corsmith/doctor/examination';
import {
  byteLowercase,
  contains,
  type EngineName,
  get,
  type NetworkFailure,
  type Outcome,
  splitOnCommas,
} from '@corsmith/protocol';
import type { Expectation } from './expectation.js';

/** The result of an expectation. */
export type Verdict =
  | { readonly kind: 'holds' }
  | {
      readonly kind: 'broken';
      readonly reason: BrokenReason;
      /** The engines that behave differently than expected. */
      readonly engines: readonly EngineName[];
      /** One sentence. */
      readonly message: string;
      /** If an engine blocks: its code, as in a diagnosis. */
      readonly code?: string;
    }
  | { readonly kind: 'unreachable'; readonly failure: NetworkFailure }
  /** A request that decides it was not sent. */
  | { readonly kind: 'not-verified'; readonly message: string };

export type BrokenReason =
  /** An allowed origin is blocked. */
  | 'blocked'
  /** A denied origin is allowed. */
  | 'not-denied'
  /** A page can't read a response header that the contract exposes. */
  | 'not-exposed'
  /** The URL is listed under `errorPaths`, but its response is not an error: it proves nothing about errors. */
  | 'no-error'
  /** The run is strict, and the request itself was not sent. */
  | 'not-verified';

/** Compares what each engine does with the contract. The outcomes are based on the same exchanges. */
export function judge(expectation: Expectation, outcomes: readonly SeenOutcome[]): Verdict {
  const { expected, request } = expectation;
  for (const { block, exchanges } of outcomes) {
    const failure = block && exchanges[block.exchange]?.failure;
    if (failure !== undefined || block?.stage === 'network')
      return { kind: 'unreachable', failure: failureOf(failure) };
  }
  const known = outcomes.filter(({ unsent }) => !unsent);
  const wrong = known.filter(({ allowed }) => allowed !== (expected === 'allowed'));
  const engines = wrong.map(({ engine }) => engine);
  const [first] = wrong;
  if (first?.block) {
    const { code, stage, parameter } = first.block;
    const detail = parameter === undefined ? '' : ` (${parameter})`;
    const message = `${request.origin} should be allowed, but the ${stage} is blocked: ${code}${detail}.`;
    return { kind: 'broken', reason: 'blocked', engines, message, code };
  }
  if (first) return { kind: 'broken', reason: 'not-denied', engines, message: notDenied(request.origin, first) };
  const unknown = outcomes.find(({ unsent }) => unsent);
  if (unknown)
    return { kind: 'not-verified', message: unknownBecause(unknown, expectation.read, howToSend(expectation)) };
  return expected === 'allowed' ? judgeResponse(expectation, outcomes) : HOLDS;
}

const howToSend = ({ server, endpoint }: Expectation): string =>
  server && endpoint.send
    ? 'Such requests are only sent to the URL’s host.'
    : 'Set send: true at this endpoint to send it.';

function judgeResponse({ read, subject, request }: Expectation, outcomes: readonly Outcome[]): Verdict {
  const [outcome] = outcomes;
  const status = outcome?.response?.status ?? 0;
  if (subject === 'error-path' && status < 400) {
    const message = `This path is listed under errorPaths, but the server responds with ${status}: it proves nothing about errors.`;
    return { kind: 'broken', reason: 'no-error', engines: [], message };
  }
  for (const name of read) {
    const withoutIt = outcomes.filter((one) => !isReadable(one, name, request.credentials === 'include'));
    if (withoutIt.length === 0) continue;
    const message = `${request.origin} should be able to read ${name}, but Access-Control-Expose-Headers does not name it.`;
    return { kind: 'broken', reason: 'not-exposed', engines: withoutIt.map(({ engine }) => engine), message };
  }
  return HOLDS;
}

/** Shared: there may be a hundred thousand. */
const HOLDS: Verdict = { kind: 'holds' };

/** Whether the page can read that header, or could if this response had it. */
function isReadable({ response, exchanges }: Outcome, name: string, withCredentials: boolean): boolean {
  if (response && contains(response.headers, name)) return true;
  if (ALWAYS_READABLE.has(byteLowercase(name))) return true;
  const raw = exchanges.at(-1)?.response;
  if (!raw || contains(raw.headers, name)) return false;
  const named = splitOnCommas(byteLowercase(get(raw.headers, 'access-control-expose-headers') ?? ''));
  return named.includes(byteLowercase(name)) || (named.includes('*') && !withCredentials);
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const ALWAYS_READABLE = new Set(
  'cache-control content-language content-length content-type expires last-modified pragma'.split(' '),
);

function notDenied(origin: string, { exchanges }: Outcome): string {
  const allowedOrigin = get(exchanges.at(-1)?.response?.headers ?? [], 'access-control-allow-origin');
  const how = allowedOrigin === undefined ? '' : ` with Access-Control-Allow-Origin: ${allowedOrigin}`;
  return `${origin} should be denied, but the server allows it${how}.`;
}

/** The probe's failures are data; anything else is a bug of ours. */
const failureOf = (failure: unknown): NetworkFailure =>
  (failure as NetworkFailure | undefined) ?? {
    id: 'protocol-failure',
    code: 'NO_RESPONSE',
    message: 'No response was received.',
  };
