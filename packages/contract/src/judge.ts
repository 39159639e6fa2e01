import { type SeenOutcome, unknownBecause } from '@corsmith/doctor/examination';
import {
  byteLowercase,
  contains,
  type Exchange,
  get,
  type NetworkFailure,
  type Outcome,
  recordOf,
  splitOnCommas,
  type WireRequest,
} from '@corsmith/protocol';
import type { Expectation } from './expectation.js';
import { ALWAYS_READABLE } from './readable.js';
import { judgeRules } from './response-rules.js';
import type { Verdict } from './verdict.js';

/** Compares what each engine does with the contract. The outcomes are based on the same exchanges. */
export function judge(expectation: Expectation, outcomes: readonly SeenOutcome[]): Verdict {
  const { expected, request } = expectation;
  for (const { block, exchanges } of outcomes) {
    const failure = block && exchanges[block.exchange]?.failure;
    if (failure !== undefined || block?.stage === 'network')
      return { kind: 'unreachable', failure: failureOf(failure) };
  }
  const granted = expected === 'denied' ? outcomes.filter(isGranted) : [];
  const known = outcomes.filter((outcome) => !outcome.unsent || granted.includes(outcome));
  const wrong = known.filter(({ allowed }) => allowed !== (expected === 'allowed'));
  const engines = wrong.map(({ engine }) => engine);
  const [first] = wrong;
  if (first?.block) {
    const { code, stage, parameter } = first.block;
    const detail = parameter === undefined ? '' : ` (${parameter})`;
    const message = `${request.origin} should be allowed, but the ${stage} is blocked: ${code}${detail}.`;
    return { kind: 'broken', reason: 'blocked', engines, message, code };
  }
  if (first) return { kind: 'broken', reason: 'not-denied', engines, message: notDenied(expectation, first) };
  const rules = judgeRules(expectation, outcomes);
  if (rules) return rules;
  const unknown = outcomes.find(({ unsent }) => unsent);
  if (unknown)
    return { kind: 'not-verified', message: unknownBecause(unknown, expectation.read, howToSend(expectation)) };
  return expected === 'allowed' ? judgeResponse(expectation, outcomes) : HOLDS;
}

/** The preflight allows a request that was not sent because it may change data: a browser would send it. */
const isGranted = ({ exchanges, unsent }: SeenOutcome): boolean =>
  unsent?.reason === 'unsafe' && preflightOf(exchanges, unsent.request) !== undefined;

function preflightOf(exchanges: Outcome['exchanges'], request: WireRequest): Exchange | undefined {
  const before = exchanges[exchanges.findIndex((one) => one.request === request) - 1];
  return before?.request.kind === 'preflight' ? before : undefined;
}

const howToSend = ({ server, endpoint }: Expectation): string =>
  server && endpoint.send
    ? 'Such requests are only sent to the URL’s host.'
    : 'Set send: true at this endpoint to send it.';

function judgeResponse({ read, subject, request, endpoint }: Expectation, outcomes: readonly Outcome[]): Verdict {
  const withCredentials = request.credentials === 'include';
  const [outcome] = outcomes;
  const status = outcome?.response?.status ?? 0;
  if (subject === 'error-path' && status < 400) {
    const message = `This path is listed under errorPaths, but the server responds with ${status}: it proves nothing about errors.`;
    return { kind: 'broken', reason: 'no-error', engines: [], message };
  }
  for (const name of read) {
    const withoutIt = outcomes.filter((one) => !isReadable(one, name, withCredentials));
    if (withoutIt.length === 0) continue;
    const message = `${request.origin} should be able to read ${name}, but Access-Control-Expose-Headers does not name it.`;
    return { kind: 'broken', reason: 'not-exposed', engines: withoutIt.map(({ engine }) => engine), message };
  }
  const exposed = endpoint.denied.exposes.find((name) =>
    outcomes.some((one) => isReadable(one, name, withCredentials)),
  );
  if (exposed !== undefined && subject === 'endpoint') {
    const readers = outcomes.filter((one) => isReadable(one, exposed, withCredentials));
    const message = `${request.origin} should not be able to read ${exposed}, but Access-Control-Expose-Headers exposes it.`;
    return { kind: 'broken', reason: 'exposed', engines: readers.map(({ engine }) => engine), message };
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

function notDenied({ request, denied }: Expectation, { exchanges, unsent }: SeenOutcome): string {
  const { origin, method = 'GET', headers = [] } = request;
  const who = {
    origin,
    method: `${method} from ${origin}`,
    header: `${headers.map(([name]) => name).join(' and ')} from ${origin}`,
    credentials: `A request with credentials from ${origin}`,
  }[denied ?? 'origin'];
  const isShort = denied === undefined || denied === 'origin';
  if (unsent)
    return `${who} should be denied, but the preflight allows ${isShort ? `${method} from it` : 'it'}: browsers send the request.`;
  const allowedOrigin = get(exchanges.at(-1)?.response?.headers ?? [], 'access-control-allow-origin');
  const how = allowedOrigin === undefined ? '' : ` with Access-Control-Allow-Origin: ${allowedOrigin}`;
  return `${who} should be denied, but the server allows it${isShort ? how : ''}.`;
}

/** The probe's failures are data; anything else is a bug of ours. */
const failureOf = (failure: unknown): NetworkFailure =>
  isNetworkFailure(failure)
    ? failure
    : { id: 'protocol-failure', code: 'NO_RESPONSE', message: 'No response was received.' };

function isNetworkFailure(failure: unknown): failure is NetworkFailure {
  const { id, code, message } = recordOf(failure);
  return [id, code, message].every((one) => typeof one === 'string');
}
