import type { HeaderList } from './exchange.js';

/** Name, value, name, value… as Node and undici give raw headers. */
export function pairsOf(flat: readonly string[]): HeaderList {
  const pairs: (readonly [string, string])[] = [];
  let name: string | undefined;
  for (const text of flat) {
    if (name === undefined) name = text;
    else {
      pairs.push([name, text]);
      name = undefined;
    }
  }
  return pairs;
}
