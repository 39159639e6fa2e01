import { createInterface } from 'node:readline';
import type { Terminal } from '../command.js';

/** Whether somebody sits there who can answer. */
export const canAsk = ({ isWatched }: Terminal): boolean => isWatched && process.stdin.isTTY === true;

/** Asks for a yes; anything else, the end of the input included, is a no. Rejects where the signal is aborted. */
export async function isAgreed(question: string, { print }: Terminal, signal: AbortSignal): Promise<boolean> {
  print(`${question} [y/N] `);
  // Not as a terminal of its own: Ctrl-C has to reach the process.
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    return await new Promise<boolean>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      lines.once('line', (answer) => resolve(/^\s*y(es)?\s*$/i.test(answer)));
      lines.once('close', () => resolve(false));
    });
  } finally {
    lines.close();
  }
}
