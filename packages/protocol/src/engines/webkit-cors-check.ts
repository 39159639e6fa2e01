import { corsCheck } from '../cors-check.js';
import type { WireResponse } from '../exchange.js';
import type { Failure } from '../failure.js';
import type { FetchRequest } from '../fetch-request.js';

/** WebKit does not distinguish a missing header from another origin, and takes a comma for several origins. */
export function webkitCorsCheck(request: FetchRequest, response: WireResponse, origin: string): Failure | undefined {
  const failure = corsCheck(request, response, origin, (parameter) =>
    parameter.includes(',') ? { code: 'MultipleAllowOriginValues', parameter } : { code: 'OriginNotAllowed' },
  );
  return failure?.code === 'MissingAllowOriginHeader' ? { code: 'OriginNotAllowed' } : failure;
}
