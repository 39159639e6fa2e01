/** The most answers that are kept, and of texts no longer than this: a bound on memory, whatever is asked. */
const MOST = 256;
const LONGEST = 64;

/** The same function of a text, which keeps its answers: for names, which are few and come again with each request. */
export function remembering<T>(answer: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const found = answer(text);
    if (text.length > LONGEST) return found;
    if (answers.size === MOST) answers.clear();
    answers.set(text, found);
    return found;
  };
}
