import type { HeaderList, WireRequest, WireResponse } from '@corsmith/protocol';
import type { Expectation } from '../contract/expectation.js';
import { pathlessKey } from '../facts/wire.js';

/** A request that went out on the way, why a browser would not have sent it, and the answer. */
export interface Taken {
  readonly request: WireRequest;
  readonly why: string | undefined;
  /** Absent where none came. */
  readonly response?: WireResponse;
}

export interface Step {
  readonly why: string | undefined;
  /** What was sent, to an URL that is like the one at hand. */
  readonly request: WireRequest;
  /** All of its `wireKey` but the URL. */
  readonly pathless: string;
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
      if (steps.length > 0 && steps.length === course.length) known.set(keyOf(expectation), steps);
    },
  };
}

/** Undefined where it may depend on the path: what follows a redirect, or could. */
function stepOf({ request, why, response }: Taken, url: string): Step | undefined {
  if (!response || request.url !== url || response.headers.some(([name]) => LOCATION.test(name))) return undefined;
  return { why, request, pathless: pathlessKey(request), isSame: (other) => isAlike(response, other) };
}

const LOCATION = /^location$/i;

/** All that a course can depend on but the path and the answers. */
const keyOf = ({ request: { url, origin, method, ...rest }, expected, read, subject, endpoint }: Expectation): string =>
  `${pathlessUrl(url)} ${origin} ${method} ${expected} ${subject} ${endpoint.send} ${JSON.stringify([rest, read])}`;

/** `https://api.example.com`. A contract's URLs are serialised, so that their path begins at the third slash. */
const pathlessUrl = (url: string): string => url.slice(0, url.indexOf('/', url.indexOf('//') + 2));

/** Their values are no engine's concern in CORS, and differ between answers that are alike. */
const PASSED_OVER = /^(?:date|etag|last-modified|age|x-request-id|x-correlation-id)$/i;

const isAlike = (one: WireResponse, other: WireResponse): boolean =>
  one.status === other.status && (one.headers === other.headers || areAlike(one.headers, other.headers));

const areAlike = (one: HeaderList, other: HeaderList): boolean =>
  one.length === other.length &&
  one.every(([name, value], i) => {
    const line = other[i];
    return line?.[0] === name && (line[1] === value || PASSED_OVER.test(name));
  });
