import { corsCheck } from '../cors-check.js';
import type { WireResponse } from '../exchange.js';
import { getLines } from '../header-list.js';
import type { Failure, FetchRequest } from '../request.js';

/** Firefox tells several lines apart from one line with several values, and an invalid value not from another origin. */
export function firefoxCorsCheck(request: FetchRequest, response: WireResponse, origin: string): Failure | undefined {
  if (getLines(response.headers, 'access-control-allow-origin').length > 1)
    return { code: 'MultipleAllowOriginValues' };
  const failure = corsCheck(request, response, origin);
  return failure?.code === 'MultipleAllowOriginValues' || failure?.code === 'InvalidAllowOriginValue'
    ? { ...failure, code: 'AllowOriginMismatch' }
    : failure;
}
