/**
 * The most frequent of any number of keys in bounded memory, after Anderson et al., "A High-Performance Algorithm for
 * Identifying Frequent Items in Data Streams" (2017): if there are too many, the median weight is subtracted from all, and
 * keys whose weight is not positive are removed. Plain data that can be sent between threads. Exact as long as `missed` is 0.
 */
export interface FrequentItems<Value> {
  readonly capacity: number;
  readonly items: Map<string, Item<Value>>;
  /** The maximum count that a key may have lost before it was added, or added again. */
  missed: number;
}

export interface Item<Value> {
  /** Decides which keys are removed; the counts are in `value`. */
  weight: number;
  readonly value: Value;
}

export const frequentItems = <Value>(capacity: number): FrequentItems<Value> => ({
  capacity,
  items: new Map(),
  missed: 0,
});

/** Adds one to the key's weight and returns its value. */
export function offer<Value>(sketch: FrequentItems<Value>, key: string, create: () => Value): Value {
  const known = sketch.items.get(key);
  if (known) {
    known.weight++;
    return known.value;
  }
  if (sketch.items.size >= sketch.capacity) purge(sketch);
  const value = create();
  sketch.items.set(key, { weight: 1, value });
  return value;
}

/** Adds the counts of `other`; `add` merges two values of one key. */
export function mergeItems<Value>(
  sketch: FrequentItems<Value>,
  other: FrequentItems<Value>,
  add: (into: Value, from: Value) => void,
): void {
  for (const [key, { weight, value }] of other.items) {
    const known = sketch.items.get(key);
    if (known) {
      known.weight += weight;
      add(known.value, value);
    } else sketch.items.set(key, { weight, value });
  }
  sketch.missed += other.missed;
  while (sketch.items.size > sketch.capacity) purge(sketch);
}

function purge<Value>(sketch: FrequentItems<Value>): void {
  const weights = Float64Array.from(sketch.items.values(), ({ weight }) => weight).sort();
  const median = weights[weights.length >> 1] ?? 0;
  for (const [key, item] of sketch.items) {
    item.weight -= median;
    if (item.weight <= 0) sketch.items.delete(key);
  }
  sketch.missed += median;
}
