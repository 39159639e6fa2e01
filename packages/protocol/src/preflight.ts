import type { WireResponse } from './exchange.js';
import type { FetchRequest } from './fetch-request.js';
import { extractNames } from './header-lines.js';
import { extractTokenList } from './header-list.js';

/** A preflight with its response; each list is parsed on first use. */
export class Preflight {
  readonly request: FetchRequest;
  readonly response: WireResponse;
  #methods: readonly string[] | undefined | 'unread' = 'unread';
  #headers: readonly string[] | undefined | 'unread' = 'unread';

  constructor(request: FetchRequest, response: WireResponse) {
    this.request = request;
    this.response = response;
  }

  /** The names in Access-Control-Request-Headers. */
  get names(): readonly string[] {
    return this.request.preflighted ?? [];
  }

  /** What its lists permit, names in lower case; undefined where a list does not parse. */
  get methods(): readonly string[] | undefined {
    if (this.#methods === 'unread')
      this.#methods = extractTokenList(this.response.headers, 'access-control-allow-methods');
    return this.#methods;
  }

  get headers(): readonly string[] | undefined {
    if (this.#headers === 'unread') this.#headers = extractNames(this.response.headers, 'access-control-allow-headers');
    return this.#headers;
  }
}
