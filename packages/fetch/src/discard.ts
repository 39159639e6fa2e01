// By name: fake timers take the place of the global ones.
import { clearTimeout, setTimeout } from 'node:timers';
import type { WireAnswer } from './wire-answer.js';

/** A body that nobody gets to see is read this far, so that its connection serves again. Bytes and milliseconds. */
const MOST_DISCARDED = 65_536;
const LONGEST_MS = 100;

/** Does away with a body, at once as far as anyone waits: it may be a stream without an end. */
export function discard({ body }: WireAnswer): void {
  if (body) void drain(body.getReader());
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  // A body that breaks off is missed by nobody.
  const end = () => void reader.cancel().catch(() => {});
  const timer = setTimeout(end, LONGEST_MS);
  try {
    let read = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      read += piece.value.length;
      if (read > MOST_DISCARDED) return end();
    }
  } catch {
    end();
  } finally {
    clearTimeout(timer);
  }
}
