import type { HarmlessRequest } from '@corsmith/doctor';
import { pathlessKey } from '@corsmith/doctor/examination';
import { contains, getLines, type HeaderList, type WireResponse } from '@corsmith/protocol';
import { serverOrigin } from '../endpoint-url.js';
import type { Expectation } from '../expectation.js';
import type { Verdict } from '../judge.js';

/** A request that went out on the way, and the response. */
export interface Taken {
  readonly request: HarmlessRequest;
  /** Absent where none came. */
  readonly response?: WireResponse;
}

export interface Step {
  /** What was sent, to an URL that is like the one at hand. */
  readonly request: HarmlessRequest;
  /** All of its `wireKey` but the URL. */
  readonly pathless: string;
  /** Whether every engine takes this answer for the same. */
  isSame(response: WireResponse): boolean;
}

/** What went out for an expectation that held, or could not be verified. */
export interface Course {
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
}

/**
 * Courses after which an expectation held, or could not be verified. If the same request to another path of the same
 * server gets the same responses, every engine does the same again, so that nothing has to be worked out anew: in a fleet
 * nearly always.
 */
export interface KnownCourses {
  of(expectation: Expectation): Course | undefined;
  learn(expectation: Expectation, verdict: Verdict, course: readonly Taken[]): void;
}

export function knownCourses(): KnownCourses {
  const known = new Map<string, Course>();
  return {
    of: (expectation) => known.get(keyOf(expectation)),
    learn(expectation, verdict, course) {
      const steps = course.flatMap((taken) => stepOf(taken, expectation.request.url) ?? []);
      if (steps.length > 0 && steps.length === course.length) known.set(keyOf(expectation), { verdict, steps });
    },
  };
}

/** Undefined where it may depend on the path: what follows a redirect, or could. Or where Firefox distrusts the answer. */
function stepOf({ request, response }: Taken, url: string): Step | undefined {
  if (!response || request.url !== url || contains(response.headers, 'location')) return undefined;
  if (getLines(response.headers, 'content-length').length > 1) return undefined;
  return { request, pathless: pathlessKey(request), isSame: likenessTo(response) };
}

/** All that a course can depend on but the path and the answers. */
const keyOf = ({ request: { url, origin, method, ...rest }, expected, read, subject, endpoint, server }: Expectation) =>
  `${serverOrigin(url)} ${server ? 'behind' : 'front'} ${origin} ${method} ${expected} ${subject} ${endpoint.send} ${JSON.stringify([rest, read])}`;

/** Their values are no engine's concern in CORS, and differ between answers that are alike. */
const PASSED_OVER = new RegExp(
  `^(?:${[
    'date|age|expires|etag|last-modified|content-length|set-cookie|keep-alive|server-timing',
    'x-request-id|x-correlation-id|x-trace-id|x-runtime|x-response-time|cf-ray|x-amz-cf-id|x-amzn-trace-id',
    'x-amzn-requestid|x-amz-apigw-id|x-ratelimit-remaining|x-ratelimit-reset',
  ].join('|')})$`,
  'i',
);

/** Header lists that are alike are found again: a probe gives the same one for the same head. */
function likenessTo({ status, headers }: WireResponse): Step['isSame'] {
  const alike = new WeakSet([headers]);
  return (other) => {
    if (other.status !== status) return false;
    if (alike.has(other.headers)) return true;
    if (!areAlike(headers, other.headers)) return false;
    alike.add(other.headers);
    return true;
  };
}

const areAlike = (one: HeaderList, other: HeaderList): boolean =>
  one.length === other.length &&
  one.every(([name, value], i) => {
    const line = other[i];
    return line?.[0] === name && (line[1] === value || PASSED_OVER.test(name));
  });
