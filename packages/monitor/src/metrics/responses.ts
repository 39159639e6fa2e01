import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsMetrics } from './cors-metrics.js';
import { type Answered, judgeAnswer } from './judge-answer.js';
import { onWrittenHead } from './written-head.js';

export interface ObserveOptions<Request> {
  /**
   * The route that answers, as the application names it (`/users/:id`): asked once the answer is sent. Not the URL's path,
   * which strangers choose.
   */
  readonly route?: (request: Request) => string | undefined;
}

type Middleware<Request> = (request: Request, response: ServerResponse, next: () => void) => void;

/**
 * Middleware for node:http, Express and whatever takes `(request, response, next)`: counts what browsers make of the
 * answers as they go out, whoever sets the headers. Put it before all others.
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
        const answered = { method: request.method ?? 'GET', header, status, headers };
        response.once('finish', () => void record(metrics, answered, start, route?.(request)));
      });
    }
    next();
  };
}

/** As `observeResponses`, around a handler of the Fetch API. */
export function observeFetch<Rest extends readonly unknown[]>(
  metrics: CorsMetrics,
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
  { route }: ObserveOptions<Request> = {},
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const start = performance.now();
    const response = await handler(request, ...rest);
    const answered: Answered = {
      method: request.method,
      header: (name) => request.headers.get(name) ?? undefined,
      status: response.status,
      headers: [...response.headers],
    };
    void record(metrics, answered, start, route?.(request));
    return response;
  };
}

async function record(
  metrics: CorsMetrics,
  answered: Answered,
  start: number,
  route: string | undefined,
): Promise<void> {
  const seconds = (performance.now() - start) / 1000;
  const observation = await judgeAnswer(answered);
  if (observation) metrics.record({ ...observation, seconds, ...(route !== undefined && { route }) });
}
