import { recordOf } from '@corsmith/protocol';
import { ALLOW_CREDENTIALS, ALLOW_HEADERS, ALLOW_ORIGIN } from '../cors-headers.js';
import { around, type FetchHandler, internalServerError, withPolicy } from '../fetch-exchange.js';
import type { PolicyResponse } from '../policy-response.js';
import type { PolicySource } from '../policy-source.js';

/**
 * For `proxy.ts`, over every path that its matcher covers, 404s and errors included:
 * `export const proxy = cors(policy, () => NextResponse.next())`. For a single route handler too, see `corsRoutes`.
 */
export const cors = <Received extends Request, Rest extends unknown[]>(
  source: PolicySource,
  handler: FetchHandler<Received, Rest>,
): ((request: Received, ...rest: Rest) => Promise<Response>) =>
  around(source, handler, { onError: thrownResponse, finish: withPolicyInProxy });

/** Values that allow nothing, for each header that Next would otherwise take from a route or from `headers()` in next.config.js. */
const NOTHING_ALLOWED: Readonly<Record<string, string>> = {
  [ALLOW_ORIGIN]: 'none',
  [ALLOW_CREDENTIALS]: 'false',
  // A header that every page may send.
  [ALLOW_HEADERS]: 'accept',
};

/**
 * Next's configuration overrides the proxy's headers, which override the route's: a proxy can't remove a header, but a header
 * that it sets counts.
 */
function withPolicyInProxy(policyResponse: PolicyResponse, given: Response): Response {
  const response = withPolicy(policyResponse, given);
  for (const name of policyResponse.remove) {
    const nothing = NOTHING_ALLOWED[name];
    if (nothing !== undefined && !response.headers.has(name)) response.headers.set(name, nothing);
  }
  return response;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
type Routes = Readonly<Partial<Record<Method, RouteHandler>>>;

/** A handler without parameter types. As a method, so that a handler may declare others: a NextRequest. */
type RouteHandler = { handle(request: Request, context: RouteContext): Response | Promise<Response> }['handle'];

interface RouteContext {
  // biome-ignore lint/suspicious/noExplicitAny: the route's file name decides, a text or a list of texts for each name
  readonly params: Promise<any>;
}

type Route = (request: Request) => Promise<Response>;

/** A handler's own parameters, and a promise. */
type Wrapped<Handler> = Handler extends (request: infer Received extends Request, ...rest: infer Rest) => unknown
  ? (request: Received, ...rest: Rest) => Promise<Response>
  : Route;

/**
 * For `route.ts`, the handlers with their own policy and an OPTIONS handler for preflights:
 * `export const { GET, PUT, OPTIONS } = corsRoutes(policy, { GET: …, PUT: … })`. A method without a handler gets Next's own
 * 405, which only a policy in `proxy.ts` reaches.
 */
export function corsRoutes<Handlers extends Routes>(
  source: PolicySource,
  handlers: Handlers,
): { [method in keyof Handlers]: Wrapped<Handlers[method]> } & { OPTIONS: Route } {
  const allow = ['OPTIONS', ...Object.keys(handlers)].join(', ');
  const options = () => new Response(null, { status: 204, headers: { allow } });
  const all = Object.entries<RouteHandler>({ OPTIONS: options, ...handlers });
  const ends = { onError: thrownResponse, finish: withPolicy };
  return Object.fromEntries(all.map(([method, handler]) => [method, around(source, handler, ends)])) as never;
}

/** What Next throws for redirects, 404, 403, 401 and its own purposes has a digest. */
function thrownResponse(error: unknown): Response {
  const { digest } = recordOf(error);
  if (typeof digest !== 'string') return internalServerError(error);
  const [kind, ...rest] = digest.split(';');
  if (kind === 'NEXT_HTTP_ERROR_FALLBACK') return new Response(null, { status: Number(rest[0]) });
  if (kind !== 'NEXT_REDIRECT') throw error;
  // `replace;URL;307;`, and the URL may contain semicolons.
  const location = rest.slice(1, -2).join(';');
  return new Response(null, { status: Number(rest.at(-2)), headers: { location } });
}
