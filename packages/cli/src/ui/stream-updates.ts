import type { Context } from 'hono';
import { streamText } from 'hono/streaming';

/** Responds with one line of JSON per update, as soon as it is known. The signal is aborted if the client disconnects. */
export const streamUpdates = <Line extends object>(
  c: Context,
  run: (send: (line: Line) => Promise<unknown>, signal: AbortSignal) => Promise<void>,
): Response =>
  streamText(c, async (stream) => {
    const disconnected = new AbortController();
    stream.onAbort(() => disconnected.abort());
    try {
      await run((line) => stream.writeln(JSON.stringify(line)), disconnected.signal);
    } catch (error) {
      // Hono prints what is thrown. That the page stops a run is no failure.
      if (!disconnected.signal.aborted) throw error;
    }
  });
