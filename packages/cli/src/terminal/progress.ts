import type { Terminal } from '../command.js';
import { printable } from './printable.js';

/** A line that is written over and over while a person waits, and gone when there is something to read. */
export interface Progress {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

/** Where nobody looks on, nothing is written. */
export function progressLine({ print, isWatched, width }: Terminal, mode: 'shown' | 'hidden'): Progress {
  if (!isWatched || mode === 'hidden') return { show: () => {}, clear: () => {} };
  const write = (text: string) => print(`\r\x1b[2K${printable(text).slice(0, width - 1)}`);
  return { show: write, clear: () => write('') };
}
