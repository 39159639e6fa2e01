import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { RESPONSE_CHANNEL, type ResponseEvent } from '@corsmith/server';
import type { CorsMetrics } from './cors-metrics.js';

/**
 * Counts the responses of every `@corsmith/server` policy in this process, with the policy's own reasons. Use it or
 * `observeResponses`, not both, since both count the same requests. Durations are not known here, and neither are statuses
 * other than a preflight's 204. Returns a function that stops counting.
 */
export function listenToResponses(metrics: CorsMetrics): () => void {
  const listener = (message: unknown) => {
    const { kind, allowed, reason, origin } = message as ResponseEvent;
    metrics.record({
      kind,
      origin,
      reason: allowed ? 'none' : (reason ?? 'other'),
      ...(kind === 'preflight' && { status: 204 }),
    });
  };
  subscribe(RESPONSE_CHANNEL, listener);
  return () => void unsubscribe(RESPONSE_CHANNEL, listener);
}
