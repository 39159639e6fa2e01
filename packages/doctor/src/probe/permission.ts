import type { WireRequest } from '@corsmith/protocol';

/**
 * The user's permission (`--send`) to send one request that may change data. A browser repeats such a request after some
 * redirects, so it holds for other URLs too; to each URL the request goes once.
 */
export class Permission {
  readonly #used = new Set<string>();

  /** False if that request was sent before. */
  use({ method, url }: WireRequest): boolean {
    const key = `${method} ${url}`;
    if (this.#used.has(key)) return false;
    this.#used.add(key);
    return true;
  }
}
