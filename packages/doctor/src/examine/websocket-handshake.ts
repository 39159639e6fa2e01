import { randomBytes } from 'node:crypto';
import { codeOf, type PageRequest, parseUrl } from '@corsmith/protocol';
import type { Handshake } from '../facts/seen.js';
import { UNKNOWN_ORIGIN } from '../policy/unknown-names.js';

export interface HandshakeOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly ca?: readonly string[] | undefined;
}

/** Opens the WebSocket as the page and as an unknown one, and closes it at once: whether the server checks the Origin. */
export async function shakeHands(
  { url, origin }: PageRequest,
  options: HandshakeOptions,
): Promise<Handshake | undefined> {
  const target = parseUrl(url.replace(/^ws/i, 'http'));
  if (!target) return undefined;
  const [page, other] = await Promise.all([
    statusOf(target, origin, options),
    statusOf(target, UNKNOWN_ORIGIN, options),
  ]);
  return { sentence: sentenceOf(page, other, origin) };
}

/** The status, or the code of the error. */
type Result = number | string;

function sentenceOf(page: Result, other: Result, origin: string): string {
  if (typeof page === 'string') return `The handshake fails: ${page}. Check that the server runs at this URL.`;
  if (page !== 101)
    return other === 101
      ? `The server refuses the handshake from ${origin} (${page}) and accepts another Origin: add ${origin} to its list.`
      : `The server refuses the handshake with ${page}, from an unknown Origin too: check the path, the login and its list of origins.`;
  return other === 101
    ? `The handshake from ${origin} succeeds, and so does one from ${UNKNOWN_ORIGIN}: the server does not check the Origin, so any page can use it with the user’s cookies.`
    : `The handshake from ${origin} succeeds, and one from ${UNKNOWN_ORIGIN} gets ${other}: the server checks the Origin.`;
}

async function statusOf(url: URL, origin: string, { timeoutMs, signal, ca }: HandshakeOptions): Promise<Result> {
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((resolve) => {
    const sent = request(url, {
      headers: {
        Origin: origin,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
      timeout: timeoutMs,
      ...(signal && { signal }),
      ...(ca && { ca: [...ca] }),
    });
    const end = (result: Result) => {
      resolve(result);
      sent.destroy();
    };
    sent.on('upgrade', (_, socket) => {
      socket.on('error', () => {});
      socket.destroy();
      end(101);
    });
    sent.on('response', ({ statusCode = 0 }) => end(statusCode));
    sent.on('timeout', () => end('no response in time'));
    sent.on('error', (error) => end(codeOf(error) ?? error.message));
    sent.end();
  });
}
