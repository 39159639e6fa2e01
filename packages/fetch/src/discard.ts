// Imported: fake timers replace the global ones.
import { clearTimeout, setTimeout } from 'node:timers';
import type { TransportResponse } from './transport-response.js';

/** An unused body is read this far, so that its connection can be reused. Bytes and milliseconds. */
const MAX_BYTES = 65_536;
const TIMEOUT_MS = 100;

/** Discards a body without waiting for it: it may be an endless stream. */
export function discard({ body }: TransportResponse): void {
  if (body) void drain(body.getReader());
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  // A broken body does not matter.
  const end = () => void reader.cancel().catch(() => {});
  const timer = setTimeout(end, TIMEOUT_MS);
  try {
    let read = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      read += piece.value.length;
      if (read > MAX_BYTES) return end();
    }
  } catch {
    end();
  } finally {
    clearTimeout(timer);
  }
}
