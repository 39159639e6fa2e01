/** Longer ones are worked out each time, in characters: what a server sends may be large, and no two alike. */
const LONGEST = 4096;

/** What `work` makes of a text, once for those that come again and again. At most so many are kept, then all forgotten. */
export function remembering<T extends object>(most: number, work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const made = work(text);
    if (text.length > LONGEST) return made;
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}
