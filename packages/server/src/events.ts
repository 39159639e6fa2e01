import type { DenialReason } from './denial.js';
import type { PolicyResponse } from './policy-response.js';
import type { CorsRequest } from './respond.js';
import { builtinModule } from './runtime.js';

/** The diagnostics channel that reports every response to a request of another origin. */
export const RESPONSE_CHANNEL = 'corsmith:response';

/** What a subscriber to the channel gets. The texts come from the request: don't trust them. */
export interface ResponseEvent {
  readonly kind: 'preflight' | 'actual';
  readonly allowed: boolean;
  readonly reason?: DenialReason;
  readonly origin: string;
  /** The method of the request, or the requested one on a preflight. */
  readonly method: string;
  /** The header name or method that was refused, if it is not the origin. */
  readonly refused?: string;
  /** What an origins function threw. */
  readonly error?: unknown;
}

interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: ResponseEvent): void;
}

const channel = builtinModule<{ channel(name: string): Channel }>('node:diagnostics_channel')?.channel(
  RESPONSE_CHANNEL,
);

/** Notifies subscribers; costs nothing if there are none. https://nodejs.org/api/diagnostics_channel.html */
export function publish({ kind, allowed, denial }: PolicyResponse, request: CorsRequest): void {
  if (!channel?.hasSubscribers || kind === 'not-cors') return;
  // Browsers send Origin with a POST to their own server too.
  if (request.headers('sec-fetch-site') === 'same-origin') return;
  const origin = request.headers('origin') ?? '';
  const method = (kind === 'preflight' && request.headers('access-control-request-method')) || request.method;
  channel.publish({
    kind,
    allowed,
    origin,
    method,
    ...(denial && { reason: denial.reason }),
    ...(denial && denial.text !== origin && { refused: denial.text }),
    ...(denial && 'error' in denial && { error: denial.error }),
  });
}
