import { endPreflight, heldResponse, hold, isOver, type NodeResponse } from '../node-head.js';
import type { PolicyResponse } from '../policy-response.js';
import {
  type Decide,
  deciderOf,
  type PolicySource,
  pathOf,
  pathWithQuery,
  type RoutedRequest,
} from '../policy-source.js';

/** The parts used of node:http's and node:http2's IncomingMessage, and of a framework's request that extends it. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The whole path if a router has shortened `url`. */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

type Next = (error?: unknown) => void;

/**
 * Middleware for node:http, node:http2 and frameworks that use `(request, response, next)`. Put it first: then 404s, thrown
 * errors and streams carry the headers too. They are set when the head of the response is written, so
 * nothing that runs later can remove them, set another Access-Control-Allow-Origin or remove `Origin` from Vary. If several
 * policies apply to a request, the first one decides. A response that was sent or destroyed while an async function decided
 * is left alone, and `next` is not called.
 */
export function cors(source: PolicySource): (request: NodeRequest, response: NodeResponse, next: Next) => void {
  const decide = deciderOf(source);
  return (request, response, next) => {
    const policyResponse = decideOn(decide, request, response);
    if (!(policyResponse instanceof Promise)) return proceed(policyResponse, response, next);
    void policyResponse.then((later) => {
      if (!isOver(response)) proceed(later, response, next);
    });
  };
}

/** Only throws what `next` throws. */
function proceed(policyResponse: PolicyResponse | undefined, response: NodeResponse, next: Next): void {
  const end = policyResponse?.kind === 'preflight' ? endPreflight : hold;
  try {
    if (policyResponse) end(response, policyResponse);
  } catch (error) {
    next(error);
    return;
  }
  if (end === hold) next();
}

/** A class, because there is one per request: closures would be several times as slow. */
class NodeRoutedRequest implements RoutedRequest {
  readonly #request: NodeRequest;

  constructor(request: NodeRequest) {
    this.#request = request;
  }

  get method(): string {
    return this.#request.method ?? 'GET';
  }

  get path(): string {
    return pathOf(targetOf(this.#request));
  }

  get url(): string {
    return pathWithQuery(targetOf(this.#request));
  }

  headers(name: string): string | undefined {
    return this.#request.headers[name] as string | undefined;
  }
}

/** The whole path even if a router has shortened it. */
const targetOf = ({ originalUrl, url = '/' }: NodeRequest): string => originalUrl ?? url;

/** Also undefined if another policy has already decided on the request. */
export const decideOn = (decide: Decide, request: NodeRequest, response: NodeResponse): ReturnType<Decide> =>
  heldResponse(response) ? undefined : decide(new NodeRoutedRequest(request));
