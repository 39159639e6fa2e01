import { corsCheck } from '../cors-check.js';
import type { WireResponse } from '../exchange.js';
import type { Failure } from '../failure.js';
import type { FetchRequest } from '../fetch-request.js';
import { isRepeated } from '../header-lines.js';

/** Firefox distinguishes several lines from one line with several values, but not an invalid value from another origin. */
export function firefoxCorsCheck(request: FetchRequest, response: WireResponse, origin: string): Failure | undefined {
  const failure = corsCheck(request, response, origin, mismatch);
  // Several lines are no origin, whatever they say.
  const isSeveral = failure && isRepeated(response.headers, 'access-control-allow-origin');
  return isSeveral ? { code: 'MultipleAllowOriginValues' } : failure;
}

const mismatch = (parameter: string): Failure => ({ code: 'AllowOriginMismatch', parameter });
