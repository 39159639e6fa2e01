import type { PolicySource } from '../policy-source.js';
import { guard, type NodeRequest, type NodeResponse } from './node.js';

interface KoaContext {
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  status: number;
}

/**
 * Middleware for Koa: `app.use(cors(policy))`, first. Koa clears the headers of a response that an error ends; these are
 * written all the same.
 */
export const cors =
  (source: PolicySource) =>
  async (context: KoaContext, next: () => Promise<unknown>): Promise<void> => {
    const goesOn = await guard(source, context.req, context.res);
    if (goesOn) await next();
    else context.status = 204;
  };
