import type { HeaderList } from '@corsmith/protocol';

/** Adds the headers that the page may read. */
export function fill(headers: Headers, list: HeaderList): void {
  for (const [name, value] of list) append(headers, name, value);
}

/** An empty line among joined ones leaves a trailing space, which `Headers` strips from a single value. */
function append(headers: Headers, name: string, value: string): void {
  if (value.endsWith(', ')) {
    append(headers, name, value.slice(0, -2));
    headers.append(name, '');
  } else headers.append(name, value);
}
