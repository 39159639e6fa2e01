import type { Terminal } from '../command.js';
import { printable } from './printable.js';

/** A line that is written over and over while a person waits, and gone when there is something to read. */
export interface Progress {
  readonly show: (text: string) => void;
  /** For what changes many times a second: what is not to be seen is not worked out. */
  readonly showOften: (text: () => string) => void;
  readonly clear: () => void;
}

/** Between two changes that come often, in milliseconds. */
const INTERVAL_MS = 80;

/** Where nobody looks on, nothing is written. */
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
