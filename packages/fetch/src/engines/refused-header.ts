import { isHeaderName, isHeaderValue, normalizeValue, type PageRequest } from '@corsmith/protocol';

/** The first header that can't be sent, and what about it. */
export interface RefusedHeader {
  readonly name: string;
  readonly value: string;
  /** `character`: one beyond a byte, at `index` of the name or the value. */
  readonly wrong: 'name' | 'value' | 'character';
  readonly inName: boolean;
  readonly index: number;
  readonly charCode: number;
}

/** Characters are looked at in all headers before anything else is in any. @throws RangeError if all can be sent */
export function refusedHeader({ headers = [] }: PageRequest): RefusedHeader {
  for (const [name, value] of headers)
    for (const text of [name, value]) {
      const index = [...text].findIndex((char) => char.charCodeAt(0) > 0xff);
      if (index >= 0)
        return { name, value, wrong: 'character', inName: text === name, index, charCode: text.charCodeAt(index) };
    }
  const found = headers.find(([n, v]) => !isHeaderName(n) || !isHeaderValue(normalizeValue(v)));
  if (!found) throw new RangeError('Every header can be sent.');
  const [name, value] = found;
  const inName = !isHeaderName(name);
  return { name, value: normalizeValue(value), wrong: inName ? 'name' : 'value', inName, index: -1, charCode: 0 };
}
