import type { SeenLines } from './seen-lines.js';

/**
 * A fast first pass over every line's bytes: whether it may be of this format, a hash of its client, and whether its method is
 * OPTIONS. False positives and hash collisions are fine, since candidates are parsed afterwards. Takes complete lines and skips
 * those that are empty or begin with `#`.
 */
export type Glance = (bytes: Buffer, seen: SeenLines) => void;

/** The number of client hashes, small enough for an array of them to stay in the processor's cache. */
export const CLIENT_SLOTS = 1 << 16;

/** The result for a line: twice its client's slot, plus one for OPTIONS. */
export const glanced = (clientHash: number, isOptions: boolean): number =>
  ((Math.imul(clientHash, 0x9e3779b1) >>> 16) << 1) | (isOptions ? 1 : 0);

/** One step of a hash over bytes, of which the last eight count. */
export const hashed = (hash: number, byte: number): number => (hash << 4) ^ (hash >>> 28) ^ byte;

const OPTIONS = Buffer.from('OPTIONS');

export function isOptionsAt(bytes: Uint8Array, at: number, to: number): boolean {
  if (bytes[at] !== 79 || at + OPTIONS.length > to) return false;
  for (let i = 1; i < OPTIONS.length; i++) if (bytes[at + i] !== OPTIONS[i]) return false;
  return true;
}
