import { timingSafeEqual } from 'node:crypto';
import { isLoopbackHost, NOT_LOOPBACK_HOST } from '@corsmith/monitor/watch';

/** The parts of a request that show where it comes from. */
export interface RequestSource {
  readonly path: string;
  /** The value of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

/**
 * Why a request is refused, or undefined. Pages elsewhere can send requests to loopback, and DNS rebinding makes them
 * same-origin. So the Host must be loopback, the request must come from this page, and the API also needs the token that only
 * the printed link holds.
 */
export function refusalOf({ path, header }: RequestSource, token: string): string | undefined {
  const host = header('host');
  if (!isLoopbackHost(host)) return NOT_LOOPBACK_HOST;
  const origin = header('origin');
  if (origin !== undefined && origin !== `http://${host}`) return 'Requests from other origins are not allowed.';
  const site = header('sec-fetch-site');
  const isNavigation = header('sec-fetch-mode') === 'navigate';
  if (site !== undefined && !isNavigation && site !== 'same-origin' && site !== 'none')
    return 'Requests from other origins are not allowed.';
  if (path.startsWith('/api/') && !isEqual(header('authorization') ?? '', `Bearer ${token}`))
    return 'The token is missing or wrong. Open the link that corsmith printed.';
  return undefined;
}

/** Compares in constant time. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
