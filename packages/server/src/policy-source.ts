import { publish } from './events.js';
import { createPolicy, type Policy } from './policy.js';
import { type CorsRequest, type PolicyResponse, respondAsync } from './respond.js';
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
 * that changes while the server runs. Undefined leaves the request alone. It has to choose alike for a preflight and for
 * the request that follows. A function that throws or rejects, or returns anything else, denies. Responses vary on the
 * headers that it reads through `headers(name)`.
 */
export type PolicySource = Policy | ((request: RoutedRequest) => Chosen | Promise<Chosen>);
type Chosen = Policy | undefined;

/** What a policy source says of a request. Never throws or rejects; undefined leaves the request alone. */
export type Decide = (request: RoutedRequest) => PolicyResponse | undefined | Promise<PolicyResponse | undefined>;

/** What every adapter does with what it is given, once, at start. @throws TypeError where that is no policy source */
export function deciderOf(source: PolicySource): Decide {
  if (typeof source === 'function') return (request) => choose(source, request);
  const policy = asPolicy(source);
  return (request) => {
    const answer = respondAsync(policy, request);
    return answer instanceof Promise ? answer.then((later) => told(later, request)) : told(answer, request);
  };
}

function choose(source: Exclude<PolicySource, Policy>, request: RoutedRequest): ReturnType<Decide> {
  // A policy that another takes the place of may have had the same header for everyone.
  const read = new Set<string>();
  const shown: RoutedRequest = {
    method: request.method,
    get path() {
      return request.path;
    },
    get url() {
      return request.url;
    },
    headers: (name) => {
      if (name !== 'origin') read.add(name);
      return request.headers(name);
    },
  };
  const conclude = (chosen: unknown): ReturnType<Decide> => {
    if (chosen === undefined) return undefined;
    const varied = (answer: PolicyResponse) =>
      told({ ...answer, vary: mergeVary(answer.vary, ['Origin', ...read].join(', ')) }, request);
    const answer = respondAsync(asPolicy(chosen), request);
    return answer instanceof Promise ? answer.then(varied) : varied(answer);
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
  typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';

function asPolicy(value: unknown): Policy {
  if ((value as Partial<Policy> | null | undefined)?.notCors) return value as Policy;
  const hint = isPromise(value)
    ? 'This is a promise: await it first, or give a function that returns it.'
    : typeof value === 'object' && value !== null
      ? 'This is another object: cors(createPolicy({ origins: … })).'
      : `This is ${value}.`;
  throw new TypeError(`A policy comes from createPolicy(), policyFromEnv() or fromCorsOptions(). ${hint}`);
}

function told(answer: PolicyResponse, request: CorsRequest): PolicyResponse {
  publish(answer, request);
  return answer;
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
