import type { NetworkFailure } from '@corsmith/protocol';
import { TLS_TRIAL_MS } from './limits.js';
import { openSocket, type Target } from './open-socket.js';

export const TLS_ON_PLAIN_PORT: NetworkFailure = {
  id: 'tls-failure',
  code: 'TLS_ON_PLAIN_PORT',
  message: 'The server speaks TLS on this port. Use https:// instead of http://.',
};

/** Whether a server that closed a plain connection without a word takes one over TLS. Sends no request. */
export async function speaksTls({ host, port }: Target, signal: AbortSignal): Promise<boolean> {
  const target: Target = { host, port, guarded: false, tls: { serverName: host, insecure: true } };
  try {
    const socket = await openSocket(target, { timeoutMs: TLS_TRIAL_MS, signal, protocols: ['http/1.1'], reach() {} });
    socket.destroy();
    return true;
  } catch {
    return false;
  }
}
