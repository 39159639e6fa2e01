/** Limits of the memory used: entries, and the length of a text that is cached. */
const MAX_ENTRIES = 256;
const MAX_LENGTH = 64;

/** The same function of a text, with its results cached: for names, which are few and recur with each request. */
export function memoized<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (text.length > MAX_LENGTH) return result;
    if (results.size === MAX_ENTRIES) results.clear();
    results.set(text, result);
    return result;
  };
}
