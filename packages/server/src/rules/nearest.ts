/** The candidate that `text` most likely means, or undefined if none is close. */
export function nearest<T extends string>(text: string, candidates: readonly T[]): T | undefined {
  const lower = text.slice(0, 40).toLowerCase();
  let best: T | undefined;
  let least = Math.max(2, Math.floor(lower.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  // From what a has so far to each beginning of b, but for the empty one.
  let row = Array.from({ length: b.length }, (_, j) => j + 1);
  let last = b.length;
  for (let i = 0; i < a.length; i++) {
    let before = i;
    last = i + 1;
    row = row.map((above, j) => {
      last = Math.min(before + Number(a[i] !== b[j]), above + 1, last + 1);
      before = above;
      return last;
    });
  }
  return last;
}
