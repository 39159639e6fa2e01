import type { Terminal } from '../command.js';
import { printable } from '../terminal/printable.js';

/** A line that tells a person how far it is, and that goes away at the end. */
export interface Progress {
  /** Only what is to be seen is worked out. */
  say(text: () => string): void;
  clear(): void;
}

/** Between two changes of the line, in milliseconds. */
const INTERVAL_MS = 80;

/** Where nobody looks on, nothing is written. */
export function progressOn(terminal: Terminal, now: () => number = performance.now.bind(performance)): Progress {
  if (!terminal.isWatched) return { say() {}, clear() {} };
  let last = Number.NEGATIVE_INFINITY;
  let isWritten = false;
  return {
    say(text) {
      if (now() - last < INTERVAL_MS) return;
      last = now();
      isWritten = true;
      terminal.print(`\r\x1b[2K${printable(text()).slice(0, terminal.width - 1)}`);
    },
    clear() {
      if (isWritten) terminal.print('\r\x1b[2K');
    },
  };
}
