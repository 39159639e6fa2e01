import type { HeaderList } from '@corsmith/protocol';

/** Fills what the page reads of an answer's headers. */
export function fill(headers: Headers, list: HeaderList): void {
  for (const [name, value] of list) append(headers, name, value);
}

/** Of lines that were joined, one that is empty leaves a space at the end, which `Headers` cuts off of a single value. */
function append(headers: Headers, name: string, value: string): void {
  if (value.endsWith(', ')) {
    append(headers, name, value.slice(0, -2));
    headers.append(name, '');
  } else headers.append(name, value);
}
