import { applyResponse } from '../apply-response.js';
import { firstToDecide, isDecided } from '../first-policy.js';
import {
  type Decide,
  deciderOf,
  type PolicySource,
  pathOf,
  pathWithQuery,
  type RoutedRequest,
} from '../policy-source.js';
import type { PolicyResponse } from '../respond.js';

/** A handler of the Fetch API's kind, with whatever a runtime gives it besides the request. */
export type FetchHandler<Asked extends Request, Rest extends unknown[]> = (
  request: Asked,
  ...rest: Rest
) => Response | Promise<Response>;

export interface FetchOptions {
  /**
   * Makes the response to an error that the handler threw; a runtime's own would have no CORS headers. Default: the error
   * goes to `console.error`, and the response is 500 with the body `Internal Server Error`.
   */
  readonly onError?: (error: unknown, request: Request) => Response | Promise<Response>;
}

/**
 * The handler with the policy before and after it, for Workers, Deno, Bun and whatever else speaks the Fetch API:
 * `export default { fetch: cors(policy, handler) }`. The policy has the last word on the response's CORS headers; what
 * Vary names is kept. Where several policies meet one request, the first one decides.
 */
export function cors<Asked extends Request, Rest extends unknown[]>(
  source: PolicySource,
  handler: FetchHandler<Asked, Rest>,
  { onError = internalServerError }: FetchOptions = {},
): (request: Asked, ...rest: Rest) => Promise<Response> {
  return around(source, handler, { onError, finish: withAnswer });
}

interface Ends extends Required<FetchOptions> {
  /** Puts the answer on the response, whoever made it. */
  readonly finish: (answer: PolicyResponse, response: Response) => Response;
}

export function around<Asked extends Request, Rest extends unknown[]>(
  source: PolicySource,
  handler: FetchHandler<Asked, Rest>,
  { onError, finish }: Ends,
): (request: Asked, ...rest: Rest) => Promise<Response> {
  const decide = deciderOf(source);
  return async (request, ...rest) => {
    const answer = await decideOn(decide, request);
    if (answer?.kind === 'preflight') return finish(answer, new Response(null, { status: 204 }));
    const handled = async () => {
      try {
        return await handler(request, ...rest);
      } catch (error) {
        return onError(error, request);
      }
    };
    return answer ? finish(answer, await firstToDecide(request, handled)) : handled();
  };
}

/** Undefined also where another policy has decided on the request already. */
export const decideOn = (decide: Decide, request: Request): ReturnType<Decide> =>
  isDecided(request) ? undefined : decide(new FetchRoutedRequest(request));

class FetchRoutedRequest implements RoutedRequest {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  get method(): string {
    return this.#request.method;
  }

  get path(): string {
    return pathOf(this.#request.url);
  }

  get url(): string {
    return pathWithQuery(this.#request.url);
  }

  headers(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined;
  }
}

export function preflightResponse(answer: PolicyResponse): Response {
  return withAnswer(answer, new Response(null, { status: 204 }));
}

/** The response itself where its headers can be changed, else a copy: those that `fetch` or `Response.redirect` made. */
export function withAnswer(answer: PolicyResponse, response: Response): Response {
  // A WebSocket's upgrade and a network error have nothing that a page could read.
  if (response.status < 200) return response;
  try {
    applyResponse(answer, response.headers);
    return response;
  } catch {
    const copy = new Response(response.body, response);
    applyResponse(answer, copy.headers);
    return copy;
  }
}

export function internalServerError(error: unknown): Response {
  console.error(error);
  return new Response('Internal Server Error', { status: 500 });
}
