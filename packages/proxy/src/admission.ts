import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost, NOT_LOOPBACK_HOST } from '@corsmith/monitor/watch';
import { originOf } from '@corsmith/protocol';
import { type Policy, respond } from '@corsmith/server';

/** A request's head, as far as it decides whether the request is allowed. */
export interface RequestHead {
  /** As on the request line. */
  readonly target: string;
  /** By name in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** How many lines of Host there are. */
  readonly hosts: number;
}

export type Admission =
  | {
      readonly kind: 'admitted';
      /** The page of another origin that sends it, if one does. */
      readonly origin?: string;
    }
  | Refusal;

export interface Refusal {
  readonly kind: 'refused';
  readonly status: 400 | 403 | 421;
  /** A sentence that a person can act on. */
  readonly message: string;
  /** Whose page it was, where that is known. */
  readonly page?: string;
}

/**
 * Whether a request may go to the target. Whatever a browser on this machine opens can send requests to a loopback port, so
 * the host name that it used and the page that it comes from must be right.
 */
export function admit({ target, headers, hosts }: RequestHead, pages: Policy): Admission {
  if (target !== '*' && !target.startsWith('/'))
    return refused(400, 'This is not an open proxy: request a path of its target.');
  const { host } = headers;
  if (hosts !== 1 || !isLoopbackHost(host)) return refused(421, NOT_LOOPBACK_HOST);
  const page = pageOf(headers);
  if (page === undefined || page === `http://${host?.toLowerCase()}`) return { kind: 'admitted' };
  if (page === 'unknown') return refused(403, 'A page that does not show its origin is denied.');
  if (!isAllowed(page, pages)) return refused(403, `${page} is not an allowed origin.`, page);
  return { kind: 'admitted', ...(headers.origin !== undefined && { origin: page }) };
}

const refused = (status: Refusal['status'], message: string, page?: string): Refusal => ({
  kind: 'refused',
  status,
  message,
  ...(page !== undefined && { page }),
});

/**
 * The origin of the page that a request comes from; undefined where no other page sends it: a program, the address bar, a page
 * of the proxy itself. Images and links have no Origin; then Referer names it, which a page can leave out and can't forge: where
 * the browser does not say that there is such a page either (`Sec-Fetch-Site`), one without Referer looks like a program.
 */
function pageOf({ origin, referer, 'sec-fetch-site': site }: RequestHead['headers']): string | undefined {
  if (typeof origin === 'string') return origin;
  const from = typeof referer === 'string' ? originOf(referer) : undefined;
  if (site === undefined) return from;
  return site === 'cross-site' || site === 'same-site' ? (from ?? 'unknown') : undefined;
}

const isAllowed = (origin: string, pages: Policy): boolean =>
  respond(pages, { method: 'GET', headers: (name) => (name === 'origin' ? origin : undefined) }).allowed;
