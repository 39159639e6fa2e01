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

/** What became of an expectation. */
export type Verdict =
  | { readonly kind: 'holds' }
  | {
      readonly kind: 'broken';
      readonly reason: BrokenReason;
      /** The engines that do otherwise than they should. */
      readonly engines: readonly EngineName[];
      /** One sentence. */
      readonly message: string;
      /** Where an engine blocks: its code, as in a diagnosis. */
      readonly code?: string;
    }
  | { readonly kind: 'unreachable'; readonly failure: NetworkFailure }
  /** Not everything that decides it was sent. */
  | { readonly kind: 'not-verified'; readonly message: string };

export type BrokenReason =
  /** A page that the contract lets in is kept out. */
  | 'blocked'
  /** A page that the contract keeps out gets in. */
  | 'not-denied'
  /** A page can't read a header that it must be able to read. */
  | 'not-exposed'
  /** The URL is listed under `errorPaths`, and its answer is no error: it proves nothing of errors. */
  | 'no-error'
  /** A strict run asks for proof, and the request itself was not sent. */
  | 'not-verified';

/** Compares what each engine does with what the contract says. The outcomes are of the same exchanges. */
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
    const at = stage === 'response' ? 'answer' : stage;
    const detail = parameter === undefined ? '' : ` (${parameter})`;
    const message = `A page of ${request.origin} must get in, and is blocked at the ${at}: ${code}${detail}.`;
    return { kind: 'broken', reason: 'blocked', engines, message, code };
  }
  if (first) return { kind: 'broken', reason: 'not-denied', engines, message: letIn(request.origin, first) };
  const unknown = outcomes.find(({ unsent }) => unsent);
  if (unknown)
    return { kind: 'not-verified', message: unknownBecause(unknown, expectation.read, remedyFor(expectation)) };
  return expected === 'allowed' ? judgeAnswer(expectation, outcomes) : HOLDS;
}

const remedyFor = ({ server, endpoint }: Expectation): string =>
  server && endpoint.send ? 'Such requests go to the front only.' : 'Set send: true at this endpoint to send it.';

function judgeAnswer({ read, subject, request }: Expectation, outcomes: readonly Outcome[]): Verdict {
  const [outcome] = outcomes;
  const status = outcome?.response?.status ?? 0;
  if (subject === 'error-path' && status < 400) {
    const message = `This path is listed for its error, and the server answers ${status}: it proves nothing.`;
    return { kind: 'broken', reason: 'no-error', engines: [], message };
  }
  for (const name of read) {
    const hiding = outcomes.filter((one) => !isReadable(one, name, request.credentials === 'include'));
    if (hiding.length === 0) continue;
    const message = `A page of ${request.origin} must be able to read ${name}, which Access-Control-Expose-Headers does not name.`;
    return { kind: 'broken', reason: 'not-exposed', engines: hiding.map(({ engine }) => engine), message };
  }
  return HOLDS;
}

/** One for all: there may be a hundred thousand. */
const HOLDS: Verdict = { kind: 'holds' };

/** Whether the page can read that header, or could if this answer had it. */
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

function letIn(origin: string, { exchanges }: Outcome): string {
  const answered = get(exchanges.at(-1)?.response?.headers ?? [], 'access-control-allow-origin');
  const how = answered === undefined ? '' : ` with Access-Control-Allow-Origin: ${answered}`;
  return `A page of ${origin} must not get in, and the server lets it in${how}.`;
}

/** The probe's failures are data; anything else is a problem of ours, and tells itself. */
const failureOf = (failure: unknown): NetworkFailure =>
  (failure as NetworkFailure | undefined) ?? { id: 'protocol-failure', code: 'NO_ANSWER', message: 'No answer came.' };
