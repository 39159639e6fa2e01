import { endPreflight, heldAnswer, hold, isOver, type NodeResponse } from '../node-head.js';
import {
  type Decide,
  deciderOf,
  type PolicySource,
  pathOf,
  pathWithQuery,
  type RoutedRequest,
} from '../policy-source.js';
import type { PolicyResponse } from '../respond.js';

/** What is used of node:http's and node:http2's IncomingMessage, and of a framework's request that extends it. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The whole path where a router has cut `url`. */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

type Next = (error?: unknown) => void;

/**
 * Middleware for node:http, node:http2 and whatever takes `(request, response, next)`. Put it first: then 404s, thrown
 * errors and streams carry the headers too. They are set at the moment when the head of the response is written, so
 * nothing that runs later takes them away, sets another Access-Control-Allow-Origin or drops `Origin` from Vary. Where
 * several policies meet one request, the first one decides. A response that was sent or destroyed while a function made up
 * its mind is left as it is, and `next` is not called.
 */
export function cors(source: PolicySource): (request: NodeRequest, response: NodeResponse, next: Next) => void {
  const decide = deciderOf(source);
  return (request, response, next) => {
    const answer = decideOn(decide, request, response);
    if (!(answer instanceof Promise)) return proceed(answer, response, next);
    void answer.then((later) => {
      if (!isOver(response)) proceed(later, response, next);
    });
  };
}

/** Throws nothing but what `next` throws. */
function proceed(answer: PolicyResponse | undefined, response: NodeResponse, next: Next): void {
  const end = answer?.kind === 'preflight' ? endPreflight : hold;
  try {
    if (answer) end(response, answer);
  } catch (error) {
    next(error);
    return;
  }
  if (end === hold) next();
}

/** A class, for one is made for every request: closures would cost several times as much. */
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

/** Whole also where a router has cut it. */
const targetOf = ({ originalUrl, url = '/' }: NodeRequest): string => originalUrl ?? url;

/** Undefined also where another policy has decided on the request already. */
export const decideOn = (decide: Decide, request: NodeRequest, response: NodeResponse): ReturnType<Decide> =>
  heldAnswer(response) ? undefined : decide(new NodeRoutedRequest(request));
