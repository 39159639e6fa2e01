import type { Alert } from './alert.js';
import { slackMessage } from './slack.js';

/** A webhook that receives alerts. */
export interface Channel {
  readonly form: ChannelForm;
  /** An `http:` or `https:` URL. It is often a secret, so it is never shown. */
  readonly url: string;
}

export type ChannelForm = 'webhook' | 'slack';

/** The outcome of one attempt. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** A retry may help. */
  | { readonly kind: 'failed'; readonly message: string }
  /** A retry won't help. */
  | { readonly kind: 'rejected'; readonly message: string };

const TIMEOUT_MS = 10_000;

/** Posts an alert once. Never rejects. Redirects are not followed: their target was not configured to receive alerts. */
export async function deliver({ form, url }: Channel, alert: Alert, signal: AbortSignal): Promise<Delivery> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'corsmith' },
      body: JSON.stringify(form === 'slack' ? slackMessage(alert) : alert),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    const { status } = response;
    if (response.ok) return { kind: 'delivered' };
    const isTemporary = status >= 500 || status === 408 || status === 425 || status === 429;
    return { kind: isTemporary ? 'failed' : 'rejected', message: `The response status is ${status}.` };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    // The message of a failed fetch may hold the URL.
    return { kind: 'failed', message: cause?.code ?? (message.includes(url) ? 'No response.' : message) };
  }
}
