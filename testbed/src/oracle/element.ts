import type { WireResponse } from '@corsmith/protocol';
import type { EngineWithBrowser, PageStep } from '../browsers/browser.js';

/**
 * What an element does with an answer that it may have: elements fail for other reasons than CORS too, and the page can't
 * tell them apart. `undefined`: not foretold, see `excluded.ts`.
 */
export function loads(
  { initiator }: PageStep,
  response: WireResponse | undefined,
  engine: EngineWithBrowser,
): boolean | undefined {
  if (!response || response.status < 200 || response.status > 299) return undefined;
  const { status } = response;
  const type = contentType(response);
  switch (initiator) {
    case 'image':
    case 'font':
      // An answer with 205 has a body in WebKit.
      return status !== 204 && (status !== 205 || engine === 'webkit');
    case 'eventsource':
      return status === 200 && type === 'text/event-stream';
    case 'module':
      return type === 'text/javascript';
    default:
      return true;
  }
}

/** Of several types the last counts. */
export const contentType = ({ headers }: WireResponse): string | undefined =>
  headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1];
