import { heldResponse, type NodeResponse } from './node-head.js';
import { type Decide, pathOf, pathWithQuery, type RoutedRequest } from './policy-source.js';

/** The parts used of node:http's and node:http2's IncomingMessage, and of a framework's request that extends it. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The whole path if a router has shortened `url`. */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
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
    const value = this.#request.headers[name];
    return typeof value === 'object' ? value.join(', ') : value;
  }
}

/** The whole path even if a router has shortened it. */
const targetOf = ({ originalUrl, url = '/' }: NodeRequest): string => originalUrl ?? url;

/** Also undefined if another policy has already decided on the request. */
export const decideOn = (decide: Decide, request: NodeRequest, response: NodeResponse): ReturnType<Decide> =>
  heldResponse(response) ? undefined : decide(new NodeRoutedRequest(request));
