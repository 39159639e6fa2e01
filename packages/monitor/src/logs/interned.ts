/**
 * A copy of a substring of a line. A substring keeps its whole line in memory, so anything that outlives the line needs a copy.
 * Frequent texts share one copy, which also makes comparisons fast.
 */
export function interned(text: string): string {
  if (text === '') return text;
  let copy = copies.get(text);
  if (copy === undefined) {
    copy = Buffer.from(text).toString();
    if (copies.size >= COPIES) copies.clear();
    copies.set(copy, copy);
  }
  return copy;
}

const copies = new Map<string, string>();
const COPIES = 10_000;
