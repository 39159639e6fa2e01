import type { WireResponse } from '@corsmith/protocol';
import type { PageStep } from '../browsers/browser.js';

/**
 * Whether an element can use an answer that it may have: elements fail for other reasons than CORS too, and the page
 * can't tell them apart. `undefined`: of a `data:` URL.
 */
export function loads({ initiator }: PageStep, response: WireResponse | undefined): boolean {
  if (!response) return false;
  const { status, headers } = response;
  const ok = status >= 200 && status <= 299;
  const empty = status === 204 || status === 304;
  const type = headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1];
  switch (initiator) {
    case 'image':
      return !empty;
    case 'font':
      return status < 400 && !empty;
    case 'eventsource':
      return status === 200 && type === 'text/event-stream';
    case 'module':
      return ok && type === 'text/javascript';
    default:
      return ok;
  }
}
