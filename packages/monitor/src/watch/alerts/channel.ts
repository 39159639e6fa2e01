import type { Alert } from './alert.js';
import { slackMessage } from './slack.js';

/** Where alerts go. Nowhere, unless somebody names it. */
export interface Channel {
  readonly form: ChannelForm;
  /** `https:`, or `http:`. Often a secret by itself: it is shown nowhere. */
  readonly url: string;
}

export type ChannelForm = 'webhook' | 'slack';

/** What became of one attempt. */
export type Delivery =
  | { readonly kind: 'taken' }
  /** Trying again may help. */
  | { readonly kind: 'failed'; readonly message: string }
  /** It will not take this one. */
  | { readonly kind: 'refused'; readonly message: string };

/** In milliseconds. */
const TIMEOUT_MS = 10_000;

/** Posts an alert once. Never rejects. A redirect is not followed: it leads to where nobody asked to be told. */
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
    if (response.ok) return { kind: 'taken' };
    const isPassing = status >= 500 || status === 408 || status === 425 || status === 429;
    return { kind: isPassing ? 'failed' : 'refused', message: `It answers ${status}.` };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    // The message of a failed fetch may hold the URL.
    return { kind: 'failed', message: cause?.code ?? (message.includes(url) ? 'No answer came.' : message) };
  }
}
