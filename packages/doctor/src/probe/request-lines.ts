import type { HeaderList, WireRequest } from '@corsmith/protocol';
import { browserHeaders } from './browser-headers.js';
import type { RequestHead } from './connection.js';

/** A request's header lines. */
export type RequestLines = Pick<RequestHead, 'headers' | 'lines'>;

/** Gives each request a browser's header lines, worked out once for those with the same list that differ in the path. */
export function requestLines(
  options: Parameters<typeof browserHeaders>[1],
): (request: WireRequest, url: URL, body: Buffer | undefined) => Promise<RequestLines> {
  const known = new WeakMap<HeaderList, Map<string, Promise<RequestLines>>>();

  async function make(request: WireRequest): Promise<RequestLines> {
    const headers = await browserHeaders(request, options);
    return { headers, lines: headers.map(([name, value]) => `${name}: ${value}\r\n`).join('') };
  }

  return (request, url, body) => {
    const own = known.get(request.headers) ?? new Map<string, Promise<RequestLines>>();
    known.set(request.headers, own);
    const key = `${request.kind} ${request.method} ${url.origin} ${body?.length}`;
    const made = own.get(key) ?? make(request);
    own.set(key, made);
    return made;
  };
}
