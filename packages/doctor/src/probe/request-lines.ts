import {
  type HeaderList,
  isHeaderName,
  isHeaderValue,
  isToken,
  type NetworkFailure,
  type WireRequest,
} from '@corsmith/protocol';
import { browserHeaders } from './browser-headers.js';
import type { RequestHead } from './connection.js';
import { visible } from './visible.js';

/** A request's header lines, or what keeps it from being written. */
export type RequestLines = Pick<RequestHead, 'headers' | 'lines'> | NetworkFailure;

/** Where a request goes, and with what. */
interface Addressed {
  readonly url: URL;
  /** Its origin. */
  readonly origin: string;
  readonly body: Buffer | undefined;
}

/** Gives each request a browser's header lines, worked out once for those with the same list that differ in the path. */
export function requestLines(
  options: Parameters<typeof browserHeaders>[1],
): (request: WireRequest, to: Addressed) => Promise<RequestLines> {
  const known = new WeakMap<HeaderList, Map<string, Promise<RequestLines>>>();

  async function make(request: WireRequest, url: URL): Promise<RequestLines> {
    const failure = unsendableFailure(request, url);
    if (failure) return failure;
    const headers = await browserHeaders(request, options);
    return { headers, lines: headers.map(([name, value]) => `${name}: ${value}\r\n`).join('') };
  }

  return (request, { url, origin, body }) => {
    const own = known.get(request.headers) ?? new Map<string, Promise<RequestLines>>();
    known.set(request.headers, own);
    const key = `${request.kind} ${request.method} ${origin} ${body?.length}`;
    const made = own.get(key) ?? make(request, url);
    own.set(key, made);
    return made;
  };
}

/** What would put other bytes on the wire than the request means. */
function unsendableFailure({ method, headers }: WireRequest, { protocol }: URL): NetworkFailure | undefined {
  const failure = (code: string, message: string) => ({ id: 'protocol-failure', code, message }) as const;
  if (protocol !== 'http:' && protocol !== 'https:')
    return failure('SCHEME', `Requests go over http:// or https://, not ${protocol}//.`);
  if (!isToken(method)) return failure('METHOD', `"${visible(method)}" is no method of HTTP.`);
  const wrong = headers.find(([name, value]) => !isHeaderName(name) || !isHeaderValue(value));
  return wrong && failure('HEADER', `"${visible(wrong.join(': '))}" is no header of HTTP.`);
}
