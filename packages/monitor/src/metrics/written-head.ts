import type { OutgoingHttpHeader, ServerResponse } from 'node:http';
import type { HeaderList } from '@corsmith/protocol';

/** The head of a response as it is sent. */
export interface WrittenHead {
  readonly status: number;
  readonly headers: HeaderList;
}

/** Calls back with the head once it is written: headers that were set, and those passed to writeHead, which replace them. */
export function onWrittenHead(response: ServerResponse, onHead: (head: WrittenHead) => void): void {
  const write = response.writeHead;
  const writeHead = (status: number, ...rest: readonly unknown[]): unknown => {
    const given = linesOf(typeof rest[0] === 'string' ? rest[1] : rest[0]);
    const replaced = new Set(given.map(([name]) => name.toLowerCase()));
    const set = linesOf(response.getHeaders()).filter(([name]) => !replaced.has(name.toLowerCase()));
    onHead({ status, headers: [...set, ...given] });
    return Reflect.apply(write, response, [status, ...rest]);
  };
  // As a field of its own: its overloads are passed on as they come.
  Object.assign(response, { writeHead });
}

/** Reads an object, a flat array of names and values, or an array of pairs. */
function linesOf(given: unknown): HeaderList {
  if (typeof given !== 'object' || given === null) return [];
  if (!Array.isArray(given)) return Object.entries(given).flatMap(([name, value]) => line(name, value));
  const flat: readonly OutgoingHttpHeader[] = Array.isArray(given[0]) ? given.flat(1) : given;
  return flat.flatMap((name, index) => (index % 2 === 0 ? line(String(name), flat[index + 1]) : []));
}

const line = (name: string, value: OutgoingHttpHeader | undefined): HeaderList =>
  (Array.isArray(value) ? value : [value ?? []].flat()).map((one) => [name, String(one)] as const);
