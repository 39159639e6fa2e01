import { printable } from '@corsmith/evidence';
import type { Terminal } from '../command.js';

/** A status line that is rewritten while a person waits, and cleared when there is something to read. */
export interface Progress {
  readonly show: (text: string) => void;
  /** For text that changes many times a second: computed only when shown. */
  readonly showOften: (text: () => string) => void;
  readonly clear: () => void;
}

/** Between two changes that come often, in milliseconds. */
const INTERVAL_MS = 80;

/** Writes nothing unless someone watches the terminal. */
export function progressLine({ print, isWatched, width }: Terminal, now = () => performance.now()): Progress {
  if (!isWatched) return { show: () => {}, showOften: () => {}, clear: () => {} };
  let last = Number.NEGATIVE_INFINITY;
  let isWritten = false;
  const show = (text: string) => {
    last = now();
    isWritten = true;
    print(`\r\x1b[2K${printable(text).slice(0, width - 1)}`);
  };
  return {
    show,
    showOften: (text) => {
      if (now() - last >= INTERVAL_MS) show(text());
    },
    clear: () => {
      if (isWritten) print('\r\x1b[2K');
    },
  };
}
