import type { Outcome } from '@corsmith/protocol';

/** One line per request sent, and one for a request that was not sent. */
export function exchangeLines({ exchanges, allowed, block }: Outcome): readonly string[] {
  const lines = exchanges.map(({ request, response, fromCache }) => {
    const name = request.kind === 'preflight' ? 'preflight' : 'request';
    return `${name}  ${request.method} → ${fromCache ? 'cached' : (response?.status ?? 'no response')}`;
  });
  const isUnsent = !allowed && (block?.stage === 'preflight' || block?.stage === 'request');
  return isUnsent ? [...lines, 'request  not sent'] : lines;
}
