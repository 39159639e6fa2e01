/**
 * A copy of a text that was cut out of a line. What is cut out keeps the whole line in memory, so no longer-lived thing may
 * hold it. Texts that are seen again and again have one copy together, which is compared fastest.
 */
export function keptText(text: string): string {
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
