import { createInterface } from 'node:readline';
import type { Terminal } from '../command.js';

/** Whether somebody is at the terminal. */
export const canPrompt = ({ isWatched }: Terminal): boolean => isWatched && process.stdin.isTTY === true;

/** Prompts for a yes; anything else, including the end of the input, is a no. Rejects if the signal is aborted. */
export async function confirm(question: string, { print }: Terminal, signal: AbortSignal): Promise<boolean> {
  print(`${question} [y/N] `);
  // Not as a terminal of its own: Ctrl-C has to reach the process.
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    return await new Promise<boolean>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      lines.once('line', (typed) => resolve(/^\s*y(es)?\s*$/i.test(typed)));
      lines.once('close', () => resolve(false));
    });
  } finally {
    lines.close();
  }
}
