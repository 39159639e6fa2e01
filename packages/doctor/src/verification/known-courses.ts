import type { PageRequest, WireRequest, WireResponse } from '@corsmith/protocol';
import type { Expectation } from '../contract/expectation.js';

/** A request that went out on the way, why a browser would not have sent it, and the answer. */
export interface Taken {
  readonly request: WireRequest;
  readonly why: string | undefined;
  /** Absent where none came. */
  readonly response?: WireResponse;
}

export interface Step {
  readonly why: string | undefined;
  /** The same request for that URL. */
  wire(url: string): WireRequest;
  /** Whether every engine takes this answer for the same. */
  isSame(response: WireResponse): boolean;
}

/**
 * Courses after which an expectation held. Where the same request to another path of the same server gets the same
 * answers, every engine does the same again, so that nothing has to be worked out anew: in a fleet nearly always.
 */
export interface KnownCourses {
  of(expectation: Expectation): readonly Step[] | undefined;
  learn(expectation: Expectation, course: readonly Taken[]): void;
}

export function knownCourses(): KnownCourses {
  const known = new Map<string, readonly Step[]>();
  return {
    of: (expectation) => known.get(keyOf(expectation)),
    learn(expectation, course) {
      const steps = course.flatMap((taken) => stepOf(taken, expectation.request.url) ?? []);
      if (steps.length === course.length) known.set(keyOf(expectation), steps);
    },
  };
}

/** Undefined where it may depend on the path: what follows a redirect, or could. */
function stepOf({ request, why, response }: Taken, url: string): Step | undefined {
  if (!response || request.url !== url || response.headers.some(([name]) => LOCATION.test(name))) return undefined;
  const key = answerKey(response);
  return {
    why,
    wire: (other) => ({ ...request, url: other }),
    isSame: (other) => answerKey(other) === key,
  };
}

const LOCATION = /^location$/i;

/** All that a course can depend on but the path and the answers. */
const keyOf = ({ request, expected, read, subject, endpoint }: Expectation): string =>
  JSON.stringify([pathless(request), expected, read, subject, endpoint.send]);

function pathless({ url, ...request }: PageRequest): unknown {
  const { origin, username, password } = new URL(url);
  return [origin, username, password, request];
}

/** Their values are no engine's concern in CORS, and differ between answers that are alike. */
const PASSED_OVER = /^(?:date|etag|last-modified|age|x-request-id|x-correlation-id)$/i;

const answerKey = ({ status, headers }: WireResponse): string =>
  JSON.stringify([status, headers.map((line) => (PASSED_OVER.test(line[0]) ? line[0] : line))]);
