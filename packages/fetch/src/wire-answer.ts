import type { HeaderList, WireRequest } from '@corsmith/protocol';

/** An answer as it came, before anyone has judged it. */
export interface WireAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  /** Decoded; null where there is none. */
  readonly body: ReadableStream<Uint8Array> | null;
}

/** What goes along with a request that `WireRequest` does not hold. */
export interface Sending {
  readonly signal: AbortSignal | undefined;
  /** The body where it is sent as it comes. */
  readonly stream: ReadableStream<Uint8Array> | undefined;
}

/** Puts a request on its way. Rejects where no answer comes. */
export type Transport = (request: WireRequest, sending: Sending) => Promise<WireAnswer>;

/** A redirect's or a preflight's body is read this far, so that its connection serves again. Bytes. */
const MOST_DISCARDED = 65_536;

/** Does away with a body that nobody gets to see. */
export async function discard({ body }: WireAnswer): Promise<void> {
  if (!body) return;
  const reader = body.getReader();
  let read = 0;
  try {
    for (let piece = await reader.read(); !piece.done && read < MOST_DISCARDED; piece = await reader.read())
      read += piece.value.length;
    await reader.cancel();
  } catch {
    // It broke off, and nobody misses it.
  }
}
