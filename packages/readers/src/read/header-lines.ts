import type { HeaderRule, WrittenHeader } from './constant-headers.js';
import { type SourceFile, type Span, spanOf } from './source-file.js';

/** A path and the headers that stand indented below it: the `_headers` file of Netlify and Cloudflare Pages. */
export function headerLines(file: SourceFile): readonly Pick<HeaderRule, 'at' | 'where' | 'headers'>[] {
  const rules: { at: Span; where: string; headers: WrittenHeader[] }[] = [];
  let from = 0;
  for (const row of file.text.split('\n')) {
    const at = spanOf(file, from, from + row.length);
    const header = /^\s+([\w-]+)\s*:\s*(.*?)\s*$/.exec(row);
    if (header?.[1] !== undefined) {
      const text = header[2] ?? '';
      rules.at(-1)?.headers.push({ name: header[1], value: { kind: 'text', text, at }, at });
    } else if (/^[/h]/.test(row)) rules.push({ at, where: row.trim(), headers: [] });
    from += row.length + 1;
  }
  return rules;
}
