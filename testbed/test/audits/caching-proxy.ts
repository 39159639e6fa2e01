import type { IncomingMessage } from 'node:http';
import type { Response, Script } from '../../../packages/doctor/test/scripted-server.js';

export interface CachingProxy {
  /** What makes two requests the same. `path`: a key without the query. */
  readonly key: 'url' | 'path';
  /** What it adds to responses. */
  readonly marks: 'X-Cache' | 'Age' | 'none';
  readonly vary: 'heeded' | 'ignored';
  /** After so many requests a stored response is stale. */
  readonly lifetime: number;
}

interface Stored {
  readonly response: Response;
  readonly origin: string | undefined;
  readonly since: number;
  readonly at: number;
}

const headerOf = (response: Response, name: string): string | undefined =>
  response.headers.find(([one]) => one.toLowerCase() === name)?.[1];

/** A shared cache in front of a server. `stored` is what a page of that origin would get from it without a request to the server. */
export function cachingProxy(server: Script, { key, marks, vary, lifetime }: CachingProxy) {
  const cache = new Map<string, Stored>();
  let requests = 0;
  const keyOf = ({ url = '' }: Pick<IncomingMessage, 'url'>) => (key === 'path' ? url.replace(/\?.*/, '') : url);

  function stored(request: Pick<IncomingMessage, 'url' | 'headers'>): Stored | undefined {
    const one = cache.get(keyOf(request));
    if (!one || requests - one.since > lifetime) return undefined;
    const varies = vary === 'heeded' && /origin/i.test(headerOf(one.response, 'vary') ?? '');
    return varies && one.origin !== request.headers.origin ? undefined : one;
  }

  const script: Script = (request) => {
    requests++;
    if (request.method !== 'GET') return server(request);
    const hit = stored(request);
    if (!hit) {
      const date = ['Date', new Date().toUTCString()] as const;
      const response = server(request)!;
      const dated: Response = { ...response, headers: [...response.headers, date] };
      if (/max-age=[1-9]/.test(headerOf(response, 'cache-control') ?? ''))
        cache.set(keyOf(request), { response: dated, origin: request.headers.origin, since: requests, at: Date.now() });
      return marks === 'X-Cache' ? { ...dated, headers: [...dated.headers, ['X-Cache', 'MISS']] } : dated;
    }
    const age = ['Age', String(Math.floor((Date.now() - hit.at) / 1000))] as const;
    const mark = marks === 'X-Cache' ? [['X-Cache', 'HIT'] as const] : marks === 'Age' ? [age] : [];
    return { ...hit.response, headers: [...hit.response.headers, ...mark] };
  };
  return { script, stored: (request: Pick<IncomingMessage, 'url' | 'headers'>) => stored(request)?.response };
}
