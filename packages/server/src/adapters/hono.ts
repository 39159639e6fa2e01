import { decideOn, preflightResponse, withPolicy } from '../fetch-exchange.js';
import { firstToDecide } from '../first-policy.js';
import type { PolicyResponse } from '../policy-response.js';
import { deciderOf, type PolicySource } from '../policy-source.js';

interface HonoContext {
  readonly req: { readonly raw: Request };
  get res(): Response;
  set res(response: Response | undefined);
}

/**
 * Middleware for Hono: `app.use(cors(policy))`, first. If several policies match a path, the one registered first
 * decides.
 */
export function cors(
  source: PolicySource,
): (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined> {
  const decide = deciderOf(source);
  return async (context, next) => {
    const request = context.req.raw;
    const pending = decideOn(decide, request);
    const policyResponse = pending instanceof Promise ? await pending : pending;
    if (!policyResponse) await next();
    else {
      hold(context, policyResponse);
      if (policyResponse.kind === 'preflight') context.res = preflightResponse(policyResponse);
      else await firstToDecide(request, next);
    }
    return undefined;
  };
}

/** Hono reads the response last, after every middleware: then the headers are on it, whatever made it. */
function hold(context: HonoContext, policyResponse: PolicyResponse): void {
  const own: object = Object.getPrototypeOf(context);
  const write = (response: Response | undefined) => Reflect.set(own, 'res', response, context);
  Object.defineProperty(context, 'res', {
    configurable: true,
    get() {
      const response: Response = Reflect.get(own, 'res', context);
      const withHeaders = withPolicy(policyResponse, response);
      if (withHeaders !== response) {
        // Hono copies the old response's headers to a new one, unless there is no old one.
        write(undefined);
        write(withHeaders);
      }
      return withHeaders;
    },
    set: write,
  });
}
