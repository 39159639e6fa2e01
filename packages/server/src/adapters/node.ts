import { endPreflight, hold, isOver, type NodeResponse } from '../node-head.js';
import { decideOn, type NodeRequest } from '../node-request.js';
import type { PolicyResponse } from '../policy-response.js';
import { deciderOf, type PolicySource } from '../policy-source.js';

export type { NodeRequest } from '../node-request.js';

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
