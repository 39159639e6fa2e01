import type { Initiator, WireResponse } from '@corsmith/protocol';
import { isOlder } from '../../../setup/system-packages.mjs';
import type { EngineWithBrowser } from '../browsers/browser.js';
import type { SampleBody } from '../servers/scripted-response.js';
import type { BrowserName } from './foretell.js';

/** What of a page makes requests and is no script of its own. */
export type ElementInitiator = Exclude<Initiator, 'fetch' | 'xhr'>;

/** The highest status with which each takes what it gets. */
const HIGHEST_STATUS: Readonly<Record<EngineWithBrowser, Readonly<Record<ElementInitiator, number>>>> = {
  chromium: { image: 599, script: 399, font: 399, module: 299, eventsource: 200 },
  firefox: { image: 599, script: 299, font: 299, module: 299, eventsource: 200 },
  webkit: { image: 599, script: 399, font: 399, module: 399, eventsource: 200 },
};

/**
 * Whether an element loads with a response that it may have (none: a `data:` URL, of text). Elements fail for other reasons
 * than CORS too, and a page can't distinguish them.
 */
export function loads(
  initiator: ElementInitiator,
  response: WireResponse | undefined,
  body: SampleBody,
  { engine, version }: BrowserName,
): boolean {
  if (!response) return initiator === 'script';
  const { status } = response;
  if (status < 200 || status > HIGHEST_STATUS[engine][initiator]) return false;
  switch (initiator) {
    case 'image':
    case 'font':
      // A response with 205 has a body in WebKit.
      return body === initiator && status !== 204 && status !== 304 && (status !== 205 || engine === 'webkit');
    case 'eventsource':
      return contentType(response) === 'text/event-stream';
    case 'module':
      // Of several types Chromium took the first before 156.
      return (
        (engine === 'chromium' && isOlder(version, '156') ? firstContentType : contentType)(response) ===
        'text/javascript'
      );
    case 'script':
      return true;
  }
}

const firstContentType = ({ headers }: WireResponse): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];

/** Of several types the last counts. */
export const contentType = ({ headers }: WireResponse): string | undefined =>
  headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1];
