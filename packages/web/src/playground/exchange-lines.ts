import type { Outcome } from '@corsmith/protocol';

/** A line for each request that goes out, and one for what does not. */
export function exchangeLines({ exchanges, allowed, block }: Outcome): readonly string[] {
  const lines = exchanges.map(({ request, response, fromCache }) => {
    const name = request.kind === 'preflight' ? 'preflight' : 'request';
    return `${name}  ${request.method} → ${fromCache ? 'kept' : (response?.status ?? 'no answer')}`;
  });
  const isUnsent = !allowed && (block?.stage === 'preflight' || block?.stage === 'request');
  return isUnsent ? [...lines, 'request  not sent'] : lines;
}
