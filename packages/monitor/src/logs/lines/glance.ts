import type { SeenLines } from './seen-lines.js';

/**
 * What is asked of every line, on its bytes: whether it may be of this format, who asked, and whether for OPTIONS. It may
 * take a line for OPTIONS that is none, and clients for the same that are not: only those lines are read whole. The bytes
 * are whole lines; those that are empty or begin with `#` are passed over.
 */
export type Glance = (bytes: Buffer, seen: SeenLines) => void;

/** Clients are told apart by so many hashes: few enough for what is counted of each to stay in the processor's cache. */
export const CLIENT_SLOTS = 1 << 16;

/** What is kept of a line: twice the slot of its client, plus one for OPTIONS. */
export const glanced = (clientHash: number, isOptions: boolean): number =>
  ((Math.imul(clientHash, 0x9e3779b1) >>> 16) << 1) | (isOptions ? 1 : 0);

/** A step of a hash of bytes of which the last eight count. */
export const hashed = (hash: number, byte: number): number => (hash << 4) ^ (hash >>> 28) ^ byte;

const OPTIONS = Buffer.from('OPTIONS');

export function isOptionsAt(bytes: Uint8Array, at: number, to: number): boolean {
  if (bytes[at] !== 79 || at + OPTIONS.length > to) return false;
  for (let i = 1; i < OPTIONS.length; i++) if (bytes[at + i] !== OPTIONS[i]) return false;
  return true;
}
