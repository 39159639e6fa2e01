import { type SourceFile, type Span, spanOf } from './source-file.js';

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, { readonly text: string; readonly at: Span }>;
  readonly children: readonly Element[];
  /** Without that of its children. */
  readonly text: string;
  readonly at: Span;
}

const MAX_DEPTH = 200;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);
const unescaped = (text: string): string => text.replace(/&\w+;/g, (written) => ENTITIES.get(written) ?? written);

/** The elements of an XML file, tolerantly: what is not closed ends with the file. */
export function readXml(file: SourceFile): readonly Element[] {
  interface Open {
    readonly name: string;
    readonly attributes: Element['attributes'];
    readonly children: Element[];
    readonly from: number;
    text: string;
  }
  const root: Element[] = [];
  const open: Open[] = [];
  const token =
    /<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<\/\s*([\w:.-]+)\s*>|<([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>|([^<]+)|</g;
  const close = (to: number): void => {
    const one = open.pop();
    if (!one) return;
    const element = {
      name: one.name,
      attributes: one.attributes,
      children: one.children,
      text: one.text.trim(),
      at: spanOf(file, one.from, to),
    };
    (open.at(-1)?.children ?? root).push(element);
  };
  for (const match of file.text.matchAll(token)) {
    const [whole, cdata, closing, opening, written = '', plain] = match;
    const end = match.index + whole.length;
    const current = open.at(-1);
    if (cdata !== undefined && current) current.text += cdata;
    else if (plain !== undefined && current) current.text += unescaped(plain);
    else if (closing !== undefined) {
      const depth = open.findLastIndex(({ name }) => name === closing);
      if (depth >= 0) while (open.length > depth) close(end);
    } else if (opening !== undefined && open.length < MAX_DEPTH) {
      open.push({
        name: opening,
        attributes: attributesOf(file, written, match.index + 1 + opening.length),
        children: [],
        from: match.index,
        text: '',
      });
      if (written.trimEnd().endsWith('/')) close(end);
    }
  }
  while (open.length > 0) close(file.text.length);
  return root;
}

function attributesOf(file: SourceFile, written: string, offset: number): Element['attributes'] {
  const found = new Map<string, { text: string; at: Span }>();
  for (const match of written.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const [whole, name = '', double, single] = match;
    found.set(name, {
      text: unescaped(double ?? single ?? ''),
      at: spanOf(file, offset + match.index, offset + match.index + whole.length),
    });
  }
  return found;
}

/** Every element of this name, whatever its case, at any depth. */
export const elementsNamed = (elements: readonly Element[], name: string): readonly Element[] =>
  elements.flatMap((one) => [
    ...(one.name.toLowerCase() === name.toLowerCase() ? [one] : []),
    ...elementsNamed(one.children, name),
  ]);
