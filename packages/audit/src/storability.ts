import { lines } from '@corsmith/doctor/examination';
import { get, type WireResponse } from '@corsmith/protocol';

/** Whether a shared cache stores a response: by its headers, or, if they say nothing, only by the cache's own setting. */
export type Storability = 'yes' | 'maybe' | 'no';

/** https://httpwg.org/specs/rfc9111.html#section-3, and https://www.rfc-editor.org/rfc/rfc9213 for caches of a CDN. */
export function storability(response: WireResponse): Storability {
  const targeted = lines(response, 'cdn-cache-control')
    .concat(lines(response, 'surrogate-control'), lines(response, 'cloudflare-cdn-cache-control'))
    .map(([, value]) => value)
    .join(', ');
  if (targeted !== '') return LIFETIME.test(targeted) ? 'yes' : 'no';
  const control = lines(response, 'cache-control')
    .map(([, value]) => value)
    .join(', ');
  if (/\b(?:no-store|no-cache|private)\b/i.test(control)) return 'no';
  if (/\bs-maxage\b/i.test(control)) return /\bs-maxage\s*=\s*"?[1-9]/i.test(control) ? 'yes' : 'no';
  if (/\bmax-age\b/i.test(control)) return LIFETIME.test(control) ? 'yes' : 'no';
  const expires = get(response.headers, 'expires');
  if (expires !== undefined) {
    const now = Date.parse(get(response.headers, 'date') ?? '') || Date.now();
    return Date.parse(expires) > now ? 'yes' : 'no';
  }
  if (/\bpublic\b/i.test(control)) return 'yes';
  return SIGNS.some((name) => get(response.headers, name) !== undefined) ? 'yes' : 'maybe';
}

const LIFETIME = /\b(?:s-maxage|max-age)\s*=\s*"?[1-9]/i;
/** That a cache is in front, or that one may guess a lifetime. */
const SIGNS = [
  'age',
  'x-cache',
  'x-cache-status',
  'cf-cache-status',
  'cache-status',
  'x-varnish',
  'x-amz-cf-id',
  'last-modified',
];
