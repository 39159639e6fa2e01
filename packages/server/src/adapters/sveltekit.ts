import { recordOf } from '@corsmith/protocol';
import { internalServerError } from '../fetch-exchange.js';
import type { PolicySource } from '../policy-source.js';
import { cors as aroundFetch } from './fetch.js';

interface Hook<Event> {
  readonly event: Event;
  resolve(event: Event): Response | Promise<Response>;
}

/** For `src/hooks.server.ts`: `export const handle = cors(policy)`, or first in a `sequence`. */
export function cors(source: PolicySource) {
  const respond = aroundFetch(source, (_request: Request, resolve: () => Response | Promise<Response>) => resolve(), {
    onError: thrownResponse,
  });
  return <Event extends { readonly request: Request }>({ event, resolve }: Hook<Event>): Promise<Response> =>
    respond(event.request, () => resolve(event));
}

/** What SvelteKit's `redirect()` and `error()` throw, or any other error. */
function thrownResponse(thrown: unknown): Response {
  const { status, location, body } = recordOf(thrown);
  if (typeof status !== 'number' || !(status >= 300 && status <= 599)) return internalServerError(thrown);
  return typeof location === 'string'
    ? new Response(null, { status, headers: { location } })
    : Response.json(body ?? null, { status });
}
