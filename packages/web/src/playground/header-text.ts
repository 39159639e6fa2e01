import { type HeaderList, isHeaderName, isHeaderValue, normalizeValue } from '@corsmith/protocol';

/** A line that is no header. */
export interface LineMistake {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

export interface ReadHeaders {
  readonly headers: HeaderList;
  readonly mistakes: readonly LineMistake[];
}

/** Headers as people write them down: `Name: value`, one a line. Empty lines are left out. */
export function readHeaders(text: string): ReadHeaders {
  const headers: [string, string][] = [];
  const mistakes: LineMistake[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    const value = normalizeValue(line.slice(colon + 1));
    const message =
      colon < 0
        ? 'A header has a colon after its name.'
        : !isHeaderName(name)
          ? 'This is no header name.'
          : isHeaderValue(value)
            ? undefined
            : 'Its value has a character that no header has.';
    if (message === undefined) headers.push([name, value]);
    else mistakes.push({ line: index + 1, text: line, message });
  }
  return { headers, mistakes };
}
