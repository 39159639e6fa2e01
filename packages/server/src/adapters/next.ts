import { ALLOW_CREDENTIALS, ALLOW_HEADERS, ALLOW_ORIGIN } from '../cors-headers.js';
import type { PolicySource } from '../policy-source.js';
import type { PolicyResponse } from '../respond.js';
import { around, type FetchHandler, internalServerError, withAnswer } from './fetch.js';

/**
 * For `proxy.ts`, over every path that its matcher covers, 404s and errors included:
 * `export const proxy = cors(policy, () => NextResponse.next())`. For a single route handler too, see `corsRoutes`.
 */
export const cors = <Asked extends Request, Rest extends unknown[]>(
  source: PolicySource,
  handler: FetchHandler<Asked, Rest>,
): ((request: Asked, ...rest: Rest) => Promise<Response>) =>
  around(source, handler, { onError: thrownResponse, finish: withProxyAnswer });

/** What allows nothing, in each header that Next would otherwise take from a route or from `headers()` in next.config.js. */
const NOTHING_ALLOWED: Readonly<Record<string, string>> = {
  [ALLOW_ORIGIN]: 'none',
  [ALLOW_CREDENTIALS]: 'false',
  // A header that every page may send.
  [ALLOW_HEADERS]: 'accept',
};

/**
 * Next lays the proxy's headers under those of its configuration and over those of the route: a proxy can't remove a
 * header, and a header that it sets counts.
 */
function withProxyAnswer(answer: PolicyResponse, given: Response): Response {
  const response = withAnswer(answer, given);
  for (const name of answer.remove) {
    const nothing = NOTHING_ALLOWED[name];
    if (nothing !== undefined && !response.headers.has(name)) response.headers.set(name, nothing);
  }
  return response;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
type Routes = Readonly<Partial<Record<Method, RouteHandler>>>;

/** What a handler gets that says nothing of its own. As a method, for one may ask for less or for more: a NextRequest. */
type RouteHandler = { handle(request: Request, context: RouteContext): Response | Promise<Response> }['handle'];

interface RouteContext {
  // biome-ignore lint/suspicious/noExplicitAny: the route's file name decides, a text or a list of texts for each name
  readonly params: Promise<any>;
}

type Route = (request: Request) => Promise<Response>;

/** A handler's own parameters, and always a promise. */
type Wrapped<Handler> = Handler extends (request: infer Asked extends Request, ...rest: infer Rest) => unknown
  ? (request: Asked, ...rest: Rest) => Promise<Response>
  : Route;

/**
 * For `route.ts`, the handlers with their own policy and an OPTIONS that answers preflights:
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
  const ends = { onError: thrownResponse, finish: withAnswer };
  return Object.fromEntries(all.map(([method, handler]) => [method, around(source, handler, ends)])) as never;
}

/** What Next throws to redirect, to say 404, 403 or 401, and for its own purposes bears a digest. */
function thrownResponse(error: unknown): Response {
  const digest = (error as { digest?: unknown } | null)?.digest;
  if (typeof digest !== 'string') return internalServerError(error);
  const [kind, ...rest] = digest.split(';');
  if (kind === 'NEXT_HTTP_ERROR_FALLBACK') return new Response(null, { status: Number(rest[0]) });
  if (kind !== 'NEXT_REDIRECT') throw error;
  // `replace;URL;307;`, and the URL may hold semicolons.
  const location = rest.slice(1, -2).join(';');
  return new Response(null, { status: Number(rest.at(-2)), headers: { location } });
}
