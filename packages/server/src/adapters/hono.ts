import type { PolicySource } from '../policy-source.js';
import { answerTo, preflightResponse, withAnswer } from './fetch.js';

interface HonoContext {
  readonly req: { readonly raw: Request };
  get res(): Response;
  set res(response: Response | undefined);
}

/**
 * Middleware for Hono: `app.use(cors(policy))`, first. Where several policies match one path, the one registered first
 * decides.
 */
export const cors =
  (source: PolicySource) =>
  async (context: HonoContext, next: () => Promise<void>): Promise<Response | undefined> => {
    const pending = answerTo(source, context.req.raw);
    const answer = pending instanceof Promise ? await pending : pending;
    if (answer?.kind === 'preflight') return preflightResponse(answer);
    await next();
    if (!answer) return undefined;
    const response = withAnswer(answer, context.res);
    if (response !== context.res) {
      // Hono lays the old response's headers over a new one, unless there is none.
      context.res = undefined;
      context.res = response;
    }
    return undefined;
  };
