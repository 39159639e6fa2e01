import { hold, isOver, type NodeResponse } from '../node-head.js';
import { decideOn, type NodeRequest } from '../node-request.js';
import { deciderOf, type PolicySource } from '../policy-source.js';

interface KoaContext {
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  status: number;
}

/**
 * Middleware for Koa: `app.use(cors(policy))`, first. Koa clears the headers of a response on an error; these are
 * written anyway.
 */
export function cors(source: PolicySource): (context: KoaContext, next: () => Promise<unknown>) => Promise<void> {
  const decide = deciderOf(source);
  return async (context, next) => {
    const pending = decideOn(decide, context.req, context.res);
    const policyResponse = await pending;
    if (pending instanceof Promise && isOver(context.res)) return;
    if (policyResponse) hold(context.res, policyResponse);
    if (policyResponse?.kind === 'preflight') context.status = 204;
    else await next();
  };
}
