import { type HeaderList, isHeaderName, isHeaderValue, normalizeValue } from '@corsmith/protocol';

/** A line that is not a valid header. */
export interface LineProblem {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

export interface ReadHeaders {
  readonly headers: HeaderList;
  readonly problems: readonly LineProblem[];
}

/** Parses headers, `Name: value`, one per line. Empty lines are ignored. */
export function readHeaders(text: string): ReadHeaders {
  const headers: [string, string][] = [];
  const problems: LineProblem[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    const value = normalizeValue(line.slice(colon + 1));
    const message =
      colon < 0
        ? 'A header needs a colon after its name.'
        : !isHeaderName(name)
          ? 'Not a valid header name.'
          : isHeaderValue(value)
            ? undefined
            : 'The value has an invalid character.';
    if (message === undefined) headers.push([name, value]);
    else problems.push({ line: index + 1, text: line, message });
  }
  return { headers, problems };
}
