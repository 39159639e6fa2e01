import type { HarmlessRequest } from '@corsmith/doctor';
import { pathlessKey } from '@corsmith/doctor/examination';
import { contains, getLines, type HeaderList, type WireResponse } from '@corsmith/protocol';
import { serverOrigin } from '../endpoint-url.js';
import type { Expectation } from '../expectation.js';
import type { Verdict } from '../verdict.js';

/** A request that was sent, and its response. */
export interface SentRequest {
  readonly request: HarmlessRequest;
  /** Absent if there was none. */
  readonly response?: WireResponse;
}

export interface Step {
  /** The request that was sent, to another path of the same server. */
  readonly request: HarmlessRequest;
  /** Its `wireKey` without the URL. */
  readonly pathless: string;
  /** Whether every engine treats this response the same. */
  isSame(response: WireResponse): boolean;
}

/** The requests of an expectation that held or could not be verified. */
export interface CachedSequence {
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
}

/**
 * Caches verdicts by the requests and responses that led to them. If the same requests to another path of the same server
 * get the same responses, every engine decides the same, so nothing has to be simulated again.
 */
export interface VerdictCache {
  get(expectation: Expectation): CachedSequence | undefined;
  store(expectation: Expectation, verdict: Verdict, requests: readonly SentRequest[]): void;
}

export function createVerdictCache(): VerdictCache {
  const known = new Map<string, CachedSequence>();
  return {
    get: (expectation) => known.get(keyOf(expectation)),
    store(expectation, verdict, requests) {
      const steps = requests.flatMap((sent) => stepOf(sent, expectation.request.url) ?? []);
      if (steps.length > 0 && steps.length === requests.length) known.set(keyOf(expectation), { verdict, steps });
    },
  };
}

/** Undefined if the verdict may depend on the path: redirects. Or if Firefox rejects the response. */
function stepOf({ request, response }: SentRequest, url: string): Step | undefined {
  if (!response || request.url !== url || contains(response.headers, 'location')) return undefined;
  if (getLines(response.headers, 'content-length').length > 1) return undefined;
  return { request, pathless: pathlessKey(request), isSame: likenessTo(response) };
}

/** Everything that the requests depend on, apart from the path and the responses. */
const keyOf = ({ request: { url, origin, method, ...rest }, denied, read, subject, endpoint, server }: Expectation) => {
  const rules = [rest, read, endpoint.vary, endpoint.maxAge, endpoint.denied.exposes];
  return `${serverOrigin(url)} ${server ? 'direct' : 'front'} ${origin} ${method} ${denied} ${subject} ${endpoint.send} ${JSON.stringify(rules)}`;
};

/** Headers that differ between equivalent responses and do not affect CORS. */
const IGNORED = new RegExp(
  `^(?:${[
    'date|age|expires|etag|last-modified|content-length|set-cookie|keep-alive|server-timing',
    'x-request-id|x-correlation-id|x-trace-id|x-runtime|x-response-time|cf-ray|x-amz-cf-id|x-amzn-trace-id',
    'x-amzn-requestid|x-amz-apigw-id|x-ratelimit-remaining|x-ratelimit-reset',
  ].join('|')})$`,
  'i',
);

/** Remembers equal header lists: a probe returns the same object for the same head. */
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
    return line?.[0] === name && (line[1] === value || IGNORED.test(name));
  });
