import { applyResponse } from './apply-response.js';
import { firstToDecide, isDecided } from './first-policy.js';
import type { PolicyResponse } from './policy-response.js';
import {
  type Decide,
  deciderOf,
  type PolicySource,
  pathOf,
  pathWithQuery,
  type RoutedRequest,
} from './policy-source.js';

/** A handler of the Fetch API, with the runtime's other arguments. */
export type FetchHandler<Received extends Request, Rest extends unknown[]> = (
  request: Received,
  ...rest: Rest
) => Response | Promise<Response>;

export interface FetchOptions {
  /**
   * Makes the response to an error that the handler threw; the runtime's own has no CORS headers. Default: the error
   * goes to `console.error`, and the response is 500 with the body `Internal Server Error`.
   */
  readonly onError?: (error: unknown, request: Request) => Response | Promise<Response>;
}

interface Ends extends Required<FetchOptions> {
  /** Sets the headers on the response, whatever made it. */
  readonly finish: (policyResponse: PolicyResponse, response: Response) => Response;
}

export function around<Received extends Request, Rest extends unknown[]>(
  source: PolicySource,
  handler: FetchHandler<Received, Rest>,
  { onError, finish }: Ends,
): (request: Received, ...rest: Rest) => Promise<Response> {
  const decide = deciderOf(source);
  return async (request, ...rest) => {
    const policyResponse = await decideOn(decide, request);
    if (policyResponse?.kind === 'preflight') return finish(policyResponse, new Response(null, { status: 204 }));
    const handled = async () => {
      try {
        return await handler(request, ...rest);
      } catch (error) {
        return onError(error, request);
      }
    };
    return policyResponse ? finish(policyResponse, await firstToDecide(request, handled)) : handled();
  };
}

/** Also undefined if another policy has already decided on the request. */
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

export function preflightResponse(policyResponse: PolicyResponse): Response {
  return withPolicy(policyResponse, new Response(null, { status: 204 }));
}

/** The response itself if its headers are mutable, else a copy: responses of `fetch` or `Response.redirect`. */
export function withPolicy(policyResponse: PolicyResponse, response: Response): Response {
  // A page can't read a WebSocket's upgrade or a network error.
  if (response.status < 200) return response;
  try {
    applyResponse(policyResponse, response.headers);
    return response;
  } catch {
    const copy = new Response(response.body, response);
    applyResponse(policyResponse, copy.headers);
    return copy;
  }
}

export function internalServerError(error: unknown): Response {
  console.error(error);
  return new Response('Internal Server Error', { status: 500 });
}
