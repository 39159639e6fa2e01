/** An item that was seen often. Its true count lies between `count - error` and `count`. */
export interface Ranked {
  readonly item: string;
  readonly count: number;
  readonly error: number;
}

/** The most frequent of items without number, in fixed memory. */
export interface TopK {
  add(item: string): void;
  /** The most frequent first. */
  ranked(): readonly Ranked[];
}

/** Longer items are cut: strangers choose them. In characters. */
const LONGEST_ITEM = 256;

/**
 * The space-saving sketch of Metwally, Agrawal and El Abbadi ("Efficient computation of frequent and top-k elements in data
 * streams", 2005): `size` counters. Whatever is more than one in `size` of all is in it, and no count is off by more.
 */
export function topK(size: number): TopK {
  const counters = new Map<string, { count: number; error: number }>();
  return {
    add(item) {
      const key = item.slice(0, LONGEST_ITEM);
      const counter = counters.get(key);
      if (counter) counter.count++;
      else if (counters.size < size) counters.set(key, { count: 1, error: 0 });
      else {
        const [rarest, { count }] = leastOf(counters);
        counters.delete(rarest);
        counters.set(key, { count: count + 1, error: count });
      }
    },
    ranked: () => [...counters].map(([item, counter]) => ({ item, ...counter })).sort((a, b) => b.count - a.count),
  };
}

function leastOf<V extends { readonly count: number }>(counters: ReadonlyMap<string, V>): [string, V] {
  let least: [string, V] | undefined;
  for (const entry of counters) if (!least || entry[1].count < least[1].count) least = entry;
  return least!;
}
