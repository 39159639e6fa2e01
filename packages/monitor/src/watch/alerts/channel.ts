import { createHash } from 'node:crypto';
import { startDeadline } from '@corsmith/doctor/examination';
import { codeOf, messageOf, recordOf } from '@corsmith/protocol';
import type { Message } from './alert.js';
import { slackMessage } from './slack.js';

/** A webhook that receives alerts. */
export interface Channel {
  readonly form: ChannelForm;
  /** An `http:` or `https:` URL. It is often a secret, so it is never shown. */
  readonly url: string;
}

export type ChannelForm = 'webhook' | 'slack';

/** Identifies a receiver in stored states without its URL. */
export const receiverId = ({ form, url }: Channel): string =>
  `${form}-${createHash('sha256').update(url).digest('hex').slice(0, 16)}`;

/** The outcome of one attempt. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** It was not taken. A retry may help soon, or, if it is `rejected`, only after somebody changed something. */
  | {
      readonly kind: 'failed' | 'rejected';
      readonly message: string;
      /** The shortest pause that the receiver wants, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  /** It was sent, and no response says whether it was taken. */
  | { readonly kind: 'unknown'; readonly message: string };

const TIMEOUT_MS = 10_000;

/** Nothing was sent with these. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Posts a message once. Never rejects. Redirects are not followed: their target was not configured to receive alerts. */
export async function deliver(
  { form, url }: Channel,
  message: Message,
  signal: AbortSignal,
  timeoutMs = TIMEOUT_MS,
): Promise<Delivery> {
  const deadline = startDeadline(timeoutMs, signal);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'corsmith' },
      body: JSON.stringify(form === 'slack' ? slackMessage(message) : message),
      redirect: 'manual',
      signal: deadline.signal,
    });
    await response.body?.cancel();
    return deliveryOf(response);
  } catch (error) {
    if (deadline.reached) return { kind: 'unknown', message: `There was no response within ${timeoutMs / 1000} s.` };
    const code = codeOf(recordOf(error).cause);
    const text = messageOf(error);
    // The message of a failed fetch may hold the URL.
    const shown = code ?? (text.includes(url) ? 'No response.' : text);
    return { kind: code !== undefined && NOT_SENT.has(code) ? 'failed' : 'unknown', message: shown };
  } finally {
    deadline.stop();
  }
}

function deliveryOf({ ok, status, headers }: Response): Delivery {
  if (ok) return { kind: 'delivered' };
  const message = `The response status is ${status}.`;
  // A gateway that got no response in time.
  if (status === 504) return { kind: 'unknown', message };
  const isTemporary = status >= 500 || status === 408 || status === 425 || status === 429;
  const retryAfterMs = retryAfter(headers.get('retry-after'), Date.now());
  return {
    kind: isTemporary ? 'failed' : 'rejected',
    message,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** Nobody waits longer for a receiver, whatever it says. */
const LONGEST_RETRY_AFTER = 3_600_000;

/** Seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const ms = /^\s*\d{1,9}\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER);
}
