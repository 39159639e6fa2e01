type RouteHandler = (request: Request, context?: never) => Response | Promise<Response>;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** The module of a route in Next.js and others: a handler for each method. */
export type RouteModule = { readonly [method in (typeof METHODS)[number]]?: RouteHandler };

export const isRouteModule = (app: object): app is RouteModule =>
  METHODS.some((method) => typeof Reflect.get(app, method) === 'function');

/** Calls the handler of the request's method. Like Next.js it responds to OPTIONS and HEAD itself, and with 405 otherwise. */
export function routeHandler(routes: RouteModule): (request: Request) => Response | Promise<Response> {
  const named = METHODS.filter((method) => routes[method]);
  const all = new Set<string>([...named, 'OPTIONS', ...(routes.GET ? ['HEAD'] : [])]);
  const Allow = [...all].sort().join(', ');
  return (request) => {
    const method = METHODS.find((one) => one === request.method);
    const handle = (method && routes[method]) ?? (method === 'HEAD' ? routes.GET : undefined);
    const context = { params: Promise.resolve({}) } as never;
    if (handle) return handle(request, context);
    return new Response(null, method === 'OPTIONS' ? { status: 204, headers: { Allow } } : { status: 405 });
  };
}
