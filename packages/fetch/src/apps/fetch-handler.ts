import type { WireRequest } from '@corsmith/protocol';
import { bodyOf } from '../network.js';
import type { Sending, TransportResponse } from '../transport-response.js';

type Handler = (request: Request) => Response | Promise<Response>;

/** Calls a Fetch handler. */
export async function toHandler(handle: Handler, request: WireRequest, sending: Sending): Promise<TransportResponse> {
  const { url, method, headers } = request;
  const { signal, stream } = sending;
  const fetchRequest = new Request(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...bodyOf(request, stream),
    ...(signal ? { signal } : {}),
  });
  const { status, statusText, headers: given, body } = await orAborted(handle(fetchRequest), signal);
  return { status, statusText, headers: [...given], body };
}

/** The page does not wait for a handler that ignores the signal. */
async function orAborted<T>(response: T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return response;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([response, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
