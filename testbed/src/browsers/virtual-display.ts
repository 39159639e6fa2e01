import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { findXvfb } from './executable.js';
import { own } from './owned-process.js';

export interface VirtualDisplay {
  /** For the environment's DISPLAY. */
  readonly name: string;
  end(): Promise<void>;
}

/** An X server without a screen, on a display number that it chooses itself. */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  const args = ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'];
  const server = await own(findXvfb(), args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const lines = createInterface(server.child.stdio[3] as Readable);
  const ended = once(server.child, 'exit').then(() => Promise.reject(new Error('Xvfb has ended at its start')));
  const [number] = await Promise.race([once(lines, 'line'), ended]);
  ended.catch(() => undefined);
  lines.close();
  return { name: `:${number}`, end: server.end };
}
