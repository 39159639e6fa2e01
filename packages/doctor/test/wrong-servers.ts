import type { PageRequest } from '@corsmith/protocol';
import type { DiagnoseOptions } from '../src/index.js';
import { allow, changed, isPreflight, ORIGIN, right, type Script, set, without } from './scripted-server.js';

export const cookies: Partial<PageRequest> = { credentials: 'include' };
export const token: Partial<PageRequest> = { headers: [['Authorization', 'Bearer t']] };
export const publicPage: Partial<PageRequest> = { origin: 'https://www.site.com' };
export const resolveTo =
  (page: string): NonNullable<DiagnoseOptions['resolve']> =>
  async (_host, whose) => [whose === 'page' ? page : '127.0.0.1'];

/** Allows that origin only, and says nothing to others. */
export const only =
  (origin: string): Script =>
  (request) => {
    const plain = right(request)!;
    const own = right({ ...request, headers: { ...request.headers, origin: ORIGIN } } as typeof request)!;
    if (request.headers.origin !== origin)
      return { ...plain, headers: plain.headers.filter(([name]) => !/^access-control-allow-(?:o|c)/i.test(name)) };
    return allow(origin)(own, request);
  };

/** From the first path the server leads to the second. */
export const redirecting =
  (code: number, location: string, at: Script, target: Script = right): Script =>
  (request) => {
    if (!request.url?.startsWith('/users')) return target(request);
    const response = at(request);
    return response && { ...response, status: code, headers: [...response.headers, ['Location', location]] };
  };

/** A cache that serves its copy; a request with a query bypasses it. */
export const kept =
  (copy: Script, which: 'preflight' | 'actual' = 'actual'): Script =>
  (request) =>
    request.url?.includes('?') || isPreflight(request) !== (which === 'preflight') ? right(request) : copy(request);

export const hit = set('Age', '17');
export const everyone = changed('both', allow('*'), without('Vary', 'Access-Control-Allow-Credentials'));

/** Every second response to the page's own request is another server's; each server begins with that one. */
export function alternating(other: Script): Script {
  const turns = new Map<string | undefined, number>();
  return (request) => {
    if (request.url !== '/users' || isPreflight(request)) return right(request);
    const turn = turns.get(request.headers.host) ?? 0;
    turns.set(request.headers.host, turn + 1);
    return (turn % 2 === 0 ? other : right)(request);
  };
}
