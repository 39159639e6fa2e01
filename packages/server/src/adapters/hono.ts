import { firstToDecide } from '../first-policy.js';
import { deciderOf, type PolicySource } from '../policy-source.js';
import type { PolicyResponse } from '../respond.js';
import { decideOn, preflightResponse, withAnswer } from './fetch.js';

interface HonoContext {
  readonly req: { readonly raw: Request };
  get res(): Response;
  set res(response: Response | undefined);
}

/**
 * Middleware for Hono: `app.use(cors(policy))`, first. Where several policies match one path, the one registered first
 * decides.
 */
export function cors(
  source: PolicySource,
): (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined> {
  const decide = deciderOf(source);
  return async (context, next) => {
    const request = context.req.raw;
    const pending = decideOn(decide, request);
    const answer = pending instanceof Promise ? await pending : pending;
    if (!answer) await next();
    else {
      hold(context, answer);
      if (answer.kind === 'preflight') context.res = preflightResponse(answer);
      else await firstToDecide(request, next);
    }
    return undefined;
  };
}

/** Hono reads the response last of all, after every middleware: then the answer is on it, whoever has made it. */
function hold(context: HonoContext, answer: PolicyResponse): void {
  const own = Object.getPrototypeOf(context) as object;
  const write = (response: Response | undefined) => Reflect.set(own, 'res', response, context);
  Object.defineProperty(context, 'res', {
    configurable: true,
    get() {
      const response: Response = Reflect.get(own, 'res', context);
      const answered = withAnswer(answer, response);
      if (answered !== response) {
        // Hono lays the old response's headers over a new one, unless there is none.
        write(undefined);
        write(answered);
      }
      return answered;
    },
    set: write,
  });
}
