import { endPreflight, hold, isOver, type NodeResponse, settle } from '../node-head.js';
import { decideOn, type NodeRequest } from '../node-request.js';
import type { PolicyResponse } from '../policy-response.js';
import { deciderOf, type PolicySource } from '../policy-source.js';

interface H3Event {
  readonly node: { readonly req: NodeRequest; readonly res: NodeResponse };
}

/**
 * An event handler for h3 1: `app.use(cors(policy))`, first. In Nitro 2 and Nuxt a middleware:
 * `export default cors(policy)` in `server/middleware/0.cors.ts`. Errors thrown after it carry the headers too.
 */
export function cors(source: PolicySource) {
  const decide = deciderOf(source);
  const handler = ({ node: { req, res } }: H3Event): Promise<void> | undefined => {
    const goOn = (policyResponse: PolicyResponse | undefined): void => {
      if (!policyResponse || isOver(res)) return;
      if (policyResponse.kind === 'preflight') endPreflight(res, policyResponse);
      else if (isEmulated(res)) settle(res, policyResponse);
      else hold(res, policyResponse);
    };
    const policyResponse = decideOn(decide, req, res);
    if (policyResponse instanceof Promise) return policyResponse.then(goOn);
    goOn(policyResponse);
    return undefined;
  };
  return Object.assign(handler, { __is_handler__: true as const });
}

/** Without node:http (`toWebHandler`, edge presets), h3 emulates a response and reads its headers at the end. */
const isEmulated = (response: NodeResponse): boolean => '__unenv__' in response;
