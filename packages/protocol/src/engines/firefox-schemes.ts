import type { FetchRequest } from '../fetch-request.js';
import type { Url } from '../url.js';

/** Schemes that a page may not load from; Firefox says nothing about CORS where it tries. */
const CLOSED = ['blob:', 'chrome:', 'file:', 'moz-extension:', 'resource:', 'ws:', 'wss:'];

export const isClosed = ({ protocol }: Url): boolean => CLOSED.includes(protocol);

/** How versions differ in what they make of schemes. */
export interface FirefoxSchemes {
  /** Whether a redirect to a blob may count as one to be followed. */
  readonly followsBlobs: boolean;
}

/**
 * Where no redirect may lead, so that the response that tries is not looked at. Of blobs, XHR is open to the page's own, all
 * else to those of the origin that redirects.
 */
export function isClosedToRedirects(request: FetchRequest, url: Url, followsBlobs: boolean): boolean {
  if (url.protocol === 'data:' || url.protocol === 'javascript:') return true;
  if (url.protocol !== 'blob:' || !followsBlobs) return isClosed(url);
  return url.origin !== (request.init.initiator === 'xhr' ? request.init.origin : request.url.origin);
}

/** Whether Firefox names a place that a redirect led to in vain. */
export const isNamed = (request: FetchRequest, url: Url, followsBlobs: boolean): boolean =>
  !isClosedToRedirects(request, url, followsBlobs) &&
  (!isClosed(url) || (isOwn(request, url) && request.tainting === 'cors'));

const isOwn = ({ init: { origin } }: FetchRequest, url: Url): boolean => url.origin === origin;
