import type { PolicySource } from '../policy-source.js';
import { answerTo, hold, type NodeRequest, type NodeResponse } from './node.js';

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
    const answer = await answerTo(source, context.req);
    if (answer) hold(context.res, answer);
    if (answer?.kind === 'preflight') context.status = 204;
    else await next();
  };
