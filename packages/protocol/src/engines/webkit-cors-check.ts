import { corsCheck } from '../cors-check.js';
import type { WireResponse } from '../exchange.js';
import type { Failure, FetchRequest } from '../request.js';

/** WebKit does not tell a missing header from another origin, and takes a comma for several origins. */
export function webkitCorsCheck(request: FetchRequest, response: WireResponse, origin: string): Failure | undefined {
  const failure = corsCheck(request, response, origin);
  switch (failure?.code) {
    case 'MissingAllowOriginHeader':
    case 'AllowOriginMismatch':
    case 'InvalidAllowOriginValue':
      return { code: 'OriginNotAllowed' };
    case 'MultipleAllowOriginValues':
      return failure.parameter?.includes(',') ? failure : { code: 'OriginNotAllowed' };
    default:
      return failure;
  }
}
