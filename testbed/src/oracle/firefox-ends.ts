import type { Outcome } from '@corsmith/protocol';
import type { PageStep } from '../browsers/browser.js';
import type { ReadableOutcome } from './observation.js';

/**
 * How a step ends in Firefox where a redirect leads to another scheme than HTTP's, beyond that it fails: nothing of it is
 * CORS, and the page is told none of it.
 */
export function endInFirefox(
  step: PageStep,
  origin: string,
  { block, exchanges }: Outcome,
): ReadableOutcome | undefined {
  if (block?.code !== 'RedirectDisallowedScheme') return undefined;
  const { protocol } = new URL(block.parameter ?? '');
  if (step.mode === 'no-cors') {
    // What needs a program of its own is handed to the browser's process, which then ends the page's.
    if (protocol === 'mailto:' && step.initiator !== 'image') return { kind: 'crash' };
    // An image shows the answer that redirects.
    return step.initiator === 'image' ? { kind: 'unknown' } : undefined;
  }
  // A request that has not left the page's own origin never ends.
  const isHome = exchanges.every(({ request }) => new URL(request.url).origin === origin);
  return step.initiator === 'xhr' && protocol === 'blob:' && isHome ? { kind: 'timeout' } : undefined;
}
