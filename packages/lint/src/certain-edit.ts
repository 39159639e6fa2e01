import { type Edit, type Span, spanOf, textAt } from '@corsmith/readers';

/** The edit of a text within a place; undefined unless the text occurs there exactly once, so that the place is certain. */
export function certainEdit(at: Span, written: string, instead: string): Edit | undefined {
  const text = textAt(at);
  const start = text.indexOf(written);
  if (written === '' || start < 0 || text.indexOf(written, start + 1) >= 0) return undefined;
  return { at: spanOf(at.file, at.from + start, at.from + start + written.length), text: instead };
}
