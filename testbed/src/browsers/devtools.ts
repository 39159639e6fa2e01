import type { Readable, Writable } from 'node:stream';

/** The Chrome DevTools protocol over the browser's pipes. https://chromedevtools.github.io/devtools-protocol/ */
export interface DevTools {
  command(method: string, parameters?: object, sessionId?: string): Promise<Record<string, unknown>>;
  /** Runs for each event of that name. */
  on(method: string, listener: (parameters: Record<string, unknown>) => void): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Messages are JSON, each ended by a NUL. `lost` runs when the browser ends. */
export function connectDevTools(to: Writable, from: Readable, lost: (error: Error) => void): DevTools {
  const pending = new Map<number, { resolve(result: Record<string, unknown>): void; reject(error: Error): void }>();
  const listeners = new Map<string, (parameters: Record<string, unknown>) => void>();
  let nextId = 1;
  let rest = '';

  const receive = ({ id, method, params = {}, result = {}, error }: Message) => {
    if (method !== undefined) listeners.get(method)?.(params);
    const waiting = pending.get(id ?? 0);
    if (!waiting) return;
    pending.delete(id ?? 0);
    if (error) waiting.reject(new Error(`chromium: ${error.message}`));
    else waiting.resolve(result);
  };

  from.setEncoding('utf8');
  from.on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) receive(JSON.parse(message));
  });
  from.on('close', () => {
    const error = new Error('chromium has ended');
    for (const { reject } of pending.values()) reject(error);
    lost(error);
  });
  to.on('error', lost);

  return {
    command: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve, reject });
        to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
    on: (method, listener) => void listeners.set(method, listener),
  };
}
