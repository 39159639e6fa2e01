import { timingSafeEqual } from 'node:crypto';
import { isOwnHost, NOT_OWN_HOST } from '@corsmith/monitor/watch';

/** What a request says of where it comes from. */
export interface Asking {
  readonly path: string;
  /** The value of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

/**
 * Why a request is refused, or undefined. A page elsewhere can send requests to loopback, and a name that is made to point
 * here (DNS rebinding) makes them same-origin to it: so the name that was asked for, the page that asks, and for whatever
 * does something a secret that only the printed link holds, all have to fit.
 */
export function refusalOf({ path, header }: Asking, token: string): string | undefined {
  const host = header('host');
  if (!isOwnHost(host)) return NOT_OWN_HOST;
  const origin = header('origin');
  if (origin !== undefined && origin !== `http://${host}`) return 'Pages of other origins may not ask here.';
  const site = header('sec-fetch-site');
  const isNavigation = header('sec-fetch-mode') === 'navigate';
  if (site !== undefined && !isNavigation && site !== 'same-origin' && site !== 'none')
    return 'Pages of other origins may not ask here.';
  if (path.startsWith('/api/') && !isEqual(header('authorization') ?? '', `Bearer ${token}`))
    return 'The token is missing or another one: open the link that corsmith printed.';
  return undefined;
}

/** In a time that tells nothing of where they differ. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
