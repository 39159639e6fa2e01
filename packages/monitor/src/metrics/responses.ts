import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsMetrics } from './cors-metrics.js';
import { judgeResponse, type ObservedExchange } from './judge-response.js';
import { onWrittenHead } from './written-head.js';

export interface ObserveOptions<Request> {
  /**
   * The application's name for the route (`/users/:id`), called once the response is sent. Don't return the URL's path, which
   * clients choose.
   */
  readonly route?: (request: Request) => string | undefined;
}

type Middleware<Request> = (request: Request, response: ServerResponse, next: () => void) => void;

/**
 * Middleware for node:http, Express and everything else that takes `(request, response, next)`. It counts whether browsers
 * allow the responses as they are sent, whatever sets the headers. Put it before all other middleware.
 */
export function observeResponses<Request extends IncomingMessage>(
  metrics: CorsMetrics,
  { route }: ObserveOptions<Request> = {},
): Middleware<Request> {
  return (request, response, next) => {
    if (request.headers.origin !== undefined) {
      const start = performance.now();
      onWrittenHead(response, ({ status, headers }) => {
        const header = (name: string) => request.headers[name]?.toString();
        const exchange = { method: request.method ?? 'GET', header, status, headers };
        response.once('finish', () => void record(metrics, exchange, start, route?.(request)));
      });
    }
    next();
  };
}

/** Like `observeResponses`, for a Fetch API handler. */
export function observeFetch<Rest extends readonly unknown[]>(
  metrics: CorsMetrics,
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
  { route }: ObserveOptions<Request> = {},
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const start = performance.now();
    const response = await handler(request, ...rest);
    const exchange: ObservedExchange = {
      method: request.method,
      header: (name) => request.headers.get(name) ?? undefined,
      status: response.status,
      headers: [...response.headers],
    };
    void record(metrics, exchange, start, route?.(request));
    return response;
  };
}

async function record(
  metrics: CorsMetrics,
  exchange: ObservedExchange,
  start: number,
  route: string | undefined,
): Promise<void> {
  const seconds = (performance.now() - start) / 1000;
  const observation = await judgeResponse(exchange);
  if (observation) metrics.record({ ...observation, seconds, ...(route !== undefined && { route }) });
}
