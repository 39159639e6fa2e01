/**
 * What is asked of every line, on its bytes: whether it may be of this format, who asked, and whether for OPTIONS. It
 * gives `UNREADABLE`, or twice a hash of the client, plus one for OPTIONS. It may take a line for OPTIONS that is none,
 * and clients for the same that are not: only those lines are read whole.
 */
export type Glance = (from: number, to: number) => number;

export const UNREADABLE = -1;

export const glanced = (clientHash: number, isOptions: boolean): number =>
  ((clientHash & 0x3fffffff) << 1) | (isOptions ? 1 : 0);

const OPTIONS = Buffer.from('OPTIONS');

export function isOptionsAt(bytes: Uint8Array, at: number, to: number): boolean {
  if (bytes[at] !== 79 || at + OPTIONS.length > to) return false;
  for (let i = 1; i < OPTIONS.length; i++) if (bytes[at + i] !== OPTIONS[i]) return false;
  return true;
}
