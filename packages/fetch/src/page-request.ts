import { type HeaderList, type PageRequest, parseUrl } from '@corsmith/protocol';
import type { Words } from './engines/engine.js';
import { oneOf } from './one-of.js';
import { readBody } from './page-body.js';

/** What the page asks `fetch` for, as data. */
export interface Asked {
  readonly page: PageRequest;
  readonly signal: AbortSignal | undefined;
  /** The body where it is a stream. */
  readonly stream: ReadableStream<Uint8Array> | undefined;
}

const MODES = ['cors', 'no-cors', 'same-origin'] as const;
const CREDENTIALS = ['omit', 'same-origin', 'include'] as const;
const REDIRECTS = ['follow', 'error', 'manual'] as const;
const CACHES = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'] as const;

/**
 * Reads the arguments of `fetch()`. Headers and method stay as the page wrote them: what becomes of them is the engine's
 * affair. @throws TypeError
 */
export async function readArguments(
  input: string | URL | Request,
  init: RequestInit | undefined,
  { origin, words }: { readonly origin: string; readonly words: Words },
): Promise<Asked> {
  const request = typeof input === 'object' && 'method' in input ? input : undefined;
  const from: RequestInit = { ...(request ? fieldsOf(request) : {}), ...defined(init) };
  const url = absoluteUrl(request ? request.url : String(input), origin);
  if (!url) throw new TypeError(words.notUrl(String(input)));
  const body = await readBody(from, init?.body === undefined || init.body === null ? request : undefined, words);
  return {
    signal: from.signal ?? undefined,
    stream: body.stream,
    page: {
      origin,
      url,
      initiator: 'fetch',
      mode: oneOf(MODES, 'mode', from.mode ?? 'cors'),
      credentials: oneOf(CREDENTIALS, 'credentials', from.credentials ?? 'same-origin'),
      redirect: oneOf(REDIRECTS, 'redirect', from.redirect ?? 'follow'),
      cache: oneOf(CACHES, 'cache', from.cache ?? 'default'),
      ...(from.method === undefined ? {} : { method: String(from.method) }),
      headers: headerList(from.headers),
      ...body.page,
    },
  };
}

function fieldsOf({ method, headers, mode, credentials, redirect, cache, signal }: Request): RequestInit {
  return { method, headers, mode, credentials, redirect, cache, signal };
}

/** Members that are undefined count as absent. */
const defined = (init: RequestInit | undefined): RequestInit =>
  Object.fromEntries(Object.entries(init ?? {}).filter(([, value]) => value !== undefined));

/** As the page wrote it where that is absolute. */
function absoluteUrl(text: string, origin: string): string | undefined {
  if (parseUrl(text)) return text;
  return origin === 'null' ? undefined : parseUrl(text, origin)?.href;
}

function headerList(init: HeadersInit | undefined): HeaderList {
  if (!init) return [];
  const pairs = Symbol.iterator in init ? [...(init as Iterable<readonly string[]>)] : Object.entries(init);
  return pairs.map((pair) => {
    if (pair.length !== 2) throw new TypeError('A header is a pair of a name and a value.');
    return [String(pair[0]), String(pair[1])] as const;
  });
}
