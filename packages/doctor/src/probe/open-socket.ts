import type { Socket } from 'node:net';
import { certificateFailure } from './certificate.js';
import { startDeadline } from './deadline.js';
import { guardedLookup, refuseLinkLocal } from './link-local.js';

/** How far a request got. */
export type Stage = 'lookup' | 'connect' | 'handshake' | 'response';

/** Where to connect. */
export interface Target {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Nobody named it: it is connected to only if it is no link-local or metadata address. */
  readonly guarded: boolean;
  /** Absent for plain HTTP. */
  readonly tls?: TlsTarget;
}

export interface TlsTarget {
  /** The host of the URL: the server name of the handshake, and the name that the certificate must be for. */
  readonly serverName: string;
  /** Trusted beside Node's own authorities, in PEM. */
  readonly ca?: readonly string[] | undefined;
  /** Whether any certificate will do. */
  readonly insecure: boolean;
}

export interface Opening {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** What to offer over TLS, the best first. */
  readonly protocols: readonly ('h2' | 'http/1.1')[];
  /** Called at each stage. */
  reach(stage: Stage): void;
}

/** An address that does not respond is given up for the next one of the same name after this many milliseconds. */
const ATTEMPT_MS = 500;

/** All plain sockets read into this one, since a piece is copied before the next is read. */
const BUFFER = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * A connected socket, over TLS with a certificate that was checked. Rejects with the socket's error, `FailedExchange` for
 * a certificate, or the signal's reason.
 */
export async function openSocket(target: Target, opening: Opening): Promise<Socket> {
  if (target.guarded) refuseLinkLocal(target.host);
  const deadline = startDeadline(opening.timeoutMs, opening.signal);
  try {
    return await (target.tls
      ? openTls(target, target.tls, opening, deadline.signal)
      : openPlain(target, opening, deadline.signal));
  } finally {
    deadline.stop();
  }
}

async function openPlain(target: Target, opening: Opening, signal: AbortSignal): Promise<Socket> {
  const { connect } = await import('node:net');
  // In place of 64 KB for each piece and the work of a stream. Whatever listens does so before the first piece comes.
  const callback = (length: number) => socket.emit('data', Buffer.from(BUFFER.subarray(0, length)));
  const socket: Socket = connect({ ...(await address(target)), onread: { buffer: BUFFER, callback } });
  await connected(socket, 'connect', opening, signal);
  return socket;
}

async function openTls(target: Target, tls: TlsTarget, opening: Opening, signal: AbortSignal): Promise<Socket> {
  const [{ checkServerIdentity, connect, rootCertificates }, { isIP }] = await Promise.all([
    import('node:tls'),
    import('node:net'),
  ]);
  const socket = connect({
    ...(await address(target)),
    servername: isIP(tls.serverName) ? '' : tls.serverName,
    ALPNProtocols: [...opening.protocols],
    ...(tls.ca && { ca: [...rootCertificates, ...tls.ca] }),
    // Node's check would end the socket before the certificate can be read; the same verdict is acted on below, before a
    // byte of the request is sent.
    rejectUnauthorized: false,
    checkServerIdentity: (_, certificate) => checkServerIdentity(tls.serverName, certificate),
  });
  await connected(socket, 'secureConnect', opening, signal);
  if (!socket.authorized && !tls.insecure) {
    const failure = certificateFailure(socket, tls.serverName);
    socket.destroy();
    throw failure;
  }
  return socket;
}

/** Browsers never look up `localhost` and its subdomains in DNS. https://datatracker.ietf.org/doc/html/rfc6761#section-6.3 */
const address = async ({ host, port, guarded }: Target) => ({
  host: host.endsWith('.localhost') ? 'localhost' : host,
  port,
  autoSelectFamilyAttemptTimeout: ATTEMPT_MS,
  ...(guarded && { lookup: await guardedLookup() }),
});

function connected(socket: Socket, event: 'connect' | 'secureConnect', opening: Opening, signal: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const abort = () => {
      socket.destroy();
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    socket.once('lookup', () => opening.reach('connect'));
    socket.once('connect', () => opening.reach('handshake'));
    socket.once(event, resolve);
    // Stays, so that a socket which breaks while nobody uses it does not end the process.
    socket.on('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', abort));
  });
}
