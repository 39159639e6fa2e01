import type { WireRequest } from '@corsmith/protocol';
import { bodyOf } from '../network.js';
import type { Sending, WireAnswer } from '../wire-answer.js';

type Handler = (request: Request) => Response | Promise<Response>;

/** Asks a Fetch handler. */
export async function askHandler(handle: Handler, request: WireRequest, sending: Sending): Promise<WireAnswer> {
  const { url, method, headers } = request;
  const { signal, stream } = sending;
  const asked = new Request(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...bodyOf(request, stream),
    ...(signal ? { signal } : {}),
  });
  const { status, statusText, headers: given, body } = await orAborted(handle(asked), signal);
  return { status, statusText, headers: [...given], body };
}

/** The page does not wait for a handler that takes no notice of the signal. */
async function orAborted<T>(answer: T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
