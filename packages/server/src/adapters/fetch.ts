import { around, type FetchHandler, type FetchOptions, internalServerError, withPolicy } from '../fetch-exchange.js';
import type { PolicySource } from '../policy-source.js';

export type { FetchHandler, FetchOptions } from '../fetch-exchange.js';

/**
 * The handler with the policy before and after it, for Workers, Deno, Bun and other Fetch API runtimes:
 * `export default { fetch: cors(policy, handler) }`. The policy has the last word on the response's CORS headers; names
 * in Vary stay. If several policies apply to a request, the first one decides.
 */
export function cors<Received extends Request, Rest extends unknown[]>(
  source: PolicySource,
  handler: FetchHandler<Received, Rest>,
  { onError = internalServerError }: FetchOptions = {},
): (request: Received, ...rest: Rest) => Promise<Response> {
  return around(source, handler, { onError, finish: withPolicy });
}
