import { recordOf, type WireRequest } from '@corsmith/protocol';
import { runBehindThePage } from './behind-the-page.js';
import { observe } from './dispatcher.js';
import type { Transport } from './transport-response.js';

/**
 * Over the network, through the current global `fetch`: msw replaces it, and MockAgent and proxies of undici work
 * below it.
 */
export const overNetwork: Transport = (request, sending) =>
  attempt(request, sending).catch((error) => {
    if (isStale(error) && !request.duplex) return attempt(request, sending);
    throw error;
  });

const attempt: Transport = async (request, { signal, stream }) => {
  const { dispatcher, head } = observe(request);
  const response = await runBehindThePage(() =>
    globalThis.fetch(request.url, {
      method: request.method,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
      ...bodyOf(request, stream),
      redirect: 'manual',
      ...(signal ? { signal } : {}),
      ...(dispatcher ? { dispatcher } : {}),
    } as RequestInit),
  );
  const { status, headers = [...response.headers] } = head() ?? response;
  return { status, statusText: response.statusText, headers: [...headers], body: response.body };
};

/**
 * The server closed a reused connection while the request was sent. Browsers resend it on a new connection and don't
 * show it.
 */
function isStale(error: Error): boolean {
  const { code, socket } = recordOf(error.cause);
  return code === 'UND_ERR_SOCKET' && Number(recordOf(socket).bytesRead ?? 0) > 0;
}

/** A request's body as `fetch` and `Request` take it. */
export function bodyOf(
  { body, duplex }: WireRequest,
  stream: ReadableStream<Uint8Array> | undefined,
): { readonly body?: BodyInit; readonly duplex?: 'half' } {
  if (duplex && stream) return { body: stream, duplex };
  return body === undefined || body === null ? {} : { body: body as BodyInit };
}
