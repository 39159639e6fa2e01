import type { PageResponse } from '@corsmith/protocol';
import { fill } from './page-headers.js';
import type { TransportResponse } from './transport-response.js';

/** Properties of a response that the constructor of `Response` does not set. */
type Shown = Pick<Response, 'type' | 'url' | 'redirected' | 'status' | 'statusText' | 'ok'>;

/** The response as the page sees it. */
export function pageResponse(
  seen: PageResponse,
  { statusText, body }: Pick<TransportResponse, 'statusText' | 'body'>,
): Response {
  const { type, status, url, redirected, headers } = seen;
  const isReadable = type === 'basic' || type === 'cors';
  const response = new Response(body);
  fill(response.headers, headers);
  return showing(response, {
    type,
    url,
    redirected,
    status,
    statusText: isReadable ? statusText : '',
    ok: status >= 200 && status <= 299,
  });
}

function showing(response: Response, shown: Shown): Response {
  for (const change of ['append', 'set', 'delete'] as const)
    Object.defineProperty(response.headers, change, { value: immutable });
  for (const [name, value] of Object.entries(shown)) Object.defineProperty(response, name, { value });
  Object.defineProperty(response, 'clone', { value: () => showing(Response.prototype.clone.call(response), shown) });
  return response;
}

/** https://fetch.spec.whatwg.org/#headers-guard */
function immutable(): never {
  throw new TypeError('The headers of a fetch() response are immutable.');
}
