import { type HeaderList, parseUrl } from '@corsmith/protocol';
import type { Words } from './engines/engine.js';
import { conversionFaults, requestFaults } from './init-fault.js';
import { readBody } from './page-body.js';
import type { PageCall } from './page-call.js';

/** Where the page is: what relative URLs start from, or undefined if there is nothing. */
export interface Place {
  readonly origin: string;
  readonly base: string | undefined;
}

/**
 * Reads the arguments of `fetch()`. Headers and method stay as the page wrote them: the engine
 * processes them. @throws what the engine throws for arguments that are invalid by themselves
 */
export async function readArguments(
  input: string | URL | Request,
  init: RequestInit | undefined,
  { origin, base, words }: Place & { readonly words: Words },
): Promise<PageCall> {
  const request = typeof input === 'object' && 'method' in input ? input : undefined;
  const given = defined(init);
  throwFirst(conversionFaults(given), words);
  const from: RequestInit & { duplex?: string } = { ...(request ? fieldsOf(request) : {}), ...given };
  const url = absoluteUrl(request ? request.url : String(input), base);
  if (url === undefined) throw new TypeError(words.notUrl(String(input)));
  // A URL with a user or a password is refused before the rest is read.
  const faults = new URL(url).username + new URL(url).password === '' ? requestFaults(given, base ?? url) : [];
  throwFirst(words.looksAtModeFirst ? faults.toReversed() : faults, words);
  const body = await readBody(from, init?.body === undefined || init.body === null ? request : undefined, words);
  return {
    signal: asSignal(from.signal),
    stream: body.stream,
    headersAre: Symbol.iterator in (from.headers ?? {}) ? 'sequence' : 'record',
    streamFault: body.fault,
    page: {
      origin,
      url,
      initiator: 'fetch',
      mode: MODES.find((mode) => mode === from.mode) ?? 'cors',
      credentials: from.credentials ?? 'same-origin',
      redirect: from.redirect ?? 'follow',
      cache: from.cache ?? 'default',
      ...(from.method === undefined ? {} : { method: `${from.method}` }),
      headers: headerList(from.headers),
      ...body.page,
    },
  };
}

function throwFirst(faults: ReturnType<typeof conversionFaults>, words: Words): void {
  for (const fault of faults) {
    const error = words.faulty(fault);
    if (error) throw error;
  }
}

function fieldsOf({ method, headers, mode, credentials, redirect, cache, signal }: Request): RequestInit {
  return { method, headers, mode, credentials, redirect, cache, signal };
}

/** Members that are undefined count as absent. */
const defined = (init: RequestInit | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(init ?? {}).filter(([, value]) => value !== undefined));

/** Some engines ignore an invalid signal. */
const asSignal = (signal: AbortSignal | null | undefined): AbortSignal | undefined =>
  typeof signal === 'object' && signal !== null && 'aborted' in signal ? signal : undefined;

/** A page can't have others: `navigate` has been refused. */
const MODES = ['cors', 'no-cors', 'same-origin'] as const;

/** As the page wrote it, if it is absolute. */
const absoluteUrl = (text: string, base: string | undefined): string | undefined =>
  parseUrl(text) ? text : base === undefined ? undefined : parseUrl(text, base)?.href;

/** What each element is has been checked. */
const arePairs = (init: object): init is Iterable<Iterable<unknown>> => Symbol.iterator in init;

function headerList(init: HeadersInit | undefined): HeaderList {
  if (!init) return [];
  const pairs = arePairs(init) ? [...init] : Object.entries(init);
  return pairs.map((pair) => {
    const [name, value] = pair;
    return [`${name}`, `${value}`] as const;
  });
}
