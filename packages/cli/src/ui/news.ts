import type { Context } from 'hono';
import { streamText } from 'hono/streaming';

/**
 * Answers with a line of JSON for each thing that becomes known, as soon as it does. Whoever asked and went away aborts
 * the signal.
 */
export const tellAsFound = <Line extends object>(
  c: Context,
  find: (tell: (line: Line) => Promise<unknown>, signal: AbortSignal) => Promise<void>,
): Response =>
  streamText(c, async (stream) => {
    const giveUp = new AbortController();
    stream.onAbort(() => giveUp.abort());
    await find((line) => stream.writeln(JSON.stringify(line)), giveUp.signal);
  });
