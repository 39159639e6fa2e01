import { byteLowercase, isHeaderName } from '@corsmith/protocol';
import { publish } from './events.js';
import { createPolicy, type Policy } from './policy.js';
import type { PolicyResponse } from './policy-response.js';
import { type CorsRequest, respondAsync } from './respond.js';
import { mergeVary } from './vary.js';

/** A request as an adapter shows it to a function that chooses its policy. */
export interface RoutedRequest extends CorsRequest {
  /** The path without its query, whole, the same in every adapter: `/public/items`. */
  readonly path: string;
  /** The path with its query, whole: `/public/items?page=2`. */
  readonly url: string;
}

/**
 * One policy, or a function that chooses one for each request, now or later: by route, by tenant, or the newest of a policy
 * that changes while the server runs. Undefined leaves the request alone. It must choose the same policy for a preflight and for
 * the request that follows. A function that throws or rejects, or returns anything else, denies. Responses vary on the
 * headers that it reads through `headers(name)`.
 */
export type PolicySource = Policy | ((request: RoutedRequest) => Chosen | Promise<Chosen>);
type Chosen = Policy | undefined;

/** The decision of a policy source. Never throws or rejects; undefined leaves the request alone. */
export type Decide = (request: RoutedRequest) => PolicyResponse | undefined | Promise<PolicyResponse | undefined>;

/** What every adapter does with its argument, once, at start. @throws TypeError if it is not a policy source */
export function deciderOf(source: PolicySource): Decide {
  if (typeof source === 'function') return (request) => choose(source, request);
  const policy = asPolicy(source);
  return (request) => {
    const response = respondAsync(policy, request);
    return response instanceof Promise
      ? response.then((later) => published(later, request))
      : published(response, request);
  };
}

function choose(source: Exclude<PolicySource, Policy>, request: RoutedRequest): ReturnType<Decide> {
  // A policy that was replaced may have sent the same header to everyone.
  const read = new Set<string>();
  const shown: RoutedRequest = {
    method: request.method,
    get path() {
      return request.path;
    },
    get url() {
      return request.url;
    },
    headers: (given) => {
      // A name that no header has would make Vary invalid.
      if (!isHeaderName(given)) throw new TypeError(`This is not a header name: ${given}`);
      const name = byteLowercase(given);
      if (name !== 'origin') read.add(name);
      return request.headers(name);
    },
  };
  const conclude = (chosen: unknown): ReturnType<Decide> => {
    if (chosen === undefined) return undefined;
    const varied = (response: PolicyResponse) =>
      published({ ...response, vary: mergeVary(response.vary, ['Origin', ...read].join(', ')) }, request);
    const response = respondAsync(asPolicy(chosen), request);
    return response instanceof Promise ? response.then(varied) : varied(response);
  };
  const failed = (error: unknown) =>
    conclude(
      createPolicy({
        origins: () => {
          throw error;
        },
      }),
    );
  try {
    const chosen: unknown = source(shown);
    return isPromise(chosen) ? Promise.resolve(chosen).then(conclude).catch(failed) : conclude(chosen);
  } catch (error) {
    return failed(error);
  }
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  'then' in value &&
  typeof value.then === 'function';

/** Only a policy has the response to requests without Origin. */
const isPolicy = (value: unknown): value is Policy =>
  typeof value === 'object' && value !== null && 'notCors' in value && Boolean(value.notCors);

function asPolicy(value: unknown): Policy {
  if (isPolicy(value)) return value;
  const hint = isPromise(value)
    ? 'This is a promise: await it first, or give a function that returns it.'
    : typeof value === 'object' && value !== null
      ? 'This is another object: cors(createPolicy({ origins: … })).'
      : `This is ${String(value)}.`;
  throw new TypeError(`A policy comes from createPolicy(), policyFromEnv() or fromCorsOptions(). ${hint}`);
}

function published(response: PolicyResponse, request: CorsRequest): PolicyResponse {
  publish(response, request);
  return response;
}

/** The path with its query of a request target in any form: a path, a whole URL or `*`. */
export function pathWithQuery(target: string): string {
  if (target.startsWith('/')) return target;
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*/s, '');
  return path.startsWith('?') || path === '' ? `/${path}` : path;
}

/** Without the query. */
export function pathOf(target: string): string {
  const url = pathWithQuery(target);
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
