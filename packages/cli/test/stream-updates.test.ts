import { once } from 'node:events';
import { Hono } from 'hono';
import { afterEach, expect, test, vi } from 'vitest';
import { streamUpdates } from '../src/ui/stream-updates.js';

const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
afterEach(() => printed.mockClear());

const streamed = (run: Parameters<typeof streamUpdates>[1]) =>
  new Hono().get('/', (c) => streamUpdates(c, run)).request('/');

test('a run that the page stops prints nothing', async () => {
  const stopped = vi.fn();
  const response = await streamed(async (send, signal) => {
    await send({ line: 1 });
    if (!signal.aborted) await once(signal, 'abort');
    stopped();
    signal.throwIfAborted();
  });
  const reader = response.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('{"line":1}\n');
  await reader.cancel();
  await vi.waitFor(() => expect(stopped).toHaveBeenCalled());
  await new Promise(setImmediate);
  expect(printed).not.toHaveBeenCalled();
});

test('an error of a run is printed', async () => {
  const response = await streamed(async () => {
    throw new Error('a fault');
  });
  await response.text();
  expect(printed).toHaveBeenCalledWith(expect.objectContaining({ message: 'a fault' }));
});
