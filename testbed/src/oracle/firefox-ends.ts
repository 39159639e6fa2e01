import type { Outcome } from '@corsmith/protocol';
import { isOlder } from '../../../setup/system-packages.mjs';
import type { PageStep } from '../browsers/browser.js';
import { contentType } from './element.js';
import type { ReadableOutcome } from './observation.js';

/** How a step ends in Firefox for reasons other than CORS, which the page can't see. */
export function endInFirefox(
  step: PageStep,
  origin: string,
  outcome: Outcome,
  version: string,
): ReadableOutcome | undefined {
  return isOpaquePart(step, outcome) ? { kind: 'blocked' } : endOfRedirect(step, origin, outcome, version);
}

/** Of what a page may not read Firefox hands no part to an element, unless it is a script by its type; fetch() has it. */
function isOpaquePart({ initiator = 'fetch' }: PageStep, { response, exchanges }: Outcome): boolean {
  const last = exchanges.at(-1)?.response;
  if (initiator === 'fetch') return false;
  return response?.type === 'opaque' && last?.status === 206 && contentType(last) !== 'text/javascript';
}

/** What Firefox opens itself. */
const OWN_SCHEMES = ['about:', 'blob:', 'data:', 'file:', 'javascript:'];

/** Where a redirect leads to another scheme than HTTP's, or to a blocked port, beyond that it fails. */
function endOfRedirect(
  step: PageStep,
  origin: string,
  { block, exchanges }: Outcome,
  version: string,
): ReadableOutcome | undefined {
  // It never ends, wherever it comes from.
  if (block?.code === 'BlockedPort')
    return step.initiator === 'xhr' && exchanges.length > 0 ? { kind: 'timeout' } : undefined;
  if (block?.code !== 'RedirectDisallowedScheme') return undefined;
  const { protocol } = new URL(block.parameter ?? '');
  if (step.mode === 'no-cors') {
    // What needs a program of its own is handed to the browser's process, which then ends the page's.
    if (protocol === 'mailto:' && step.initiator !== 'image') return { kind: 'crash' };
    // Where it leads out of the browser, an image shows the response that redirects.
    return step.initiator === 'image' && !OWN_SCHEMES.includes(protocol) ? { kind: 'loaded' } : undefined;
  }
  // Since 153 a request that has not left the page's own origin never ends.
  const isHome = !isOlder(version, '153') && exchanges.every(({ request }) => new URL(request.url).origin === origin);
  return step.initiator === 'xhr' && protocol === 'blob:' && isHome ? { kind: 'timeout' } : undefined;
}
