// By name: mocks of the network replace the module's member, and this is not the network.
import { type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http';
import { type Duplex, duplexPair, Readable } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { byteLowercase, type HeaderList, type WireRequest } from '@corsmith/protocol';
import { pairs } from '../raw-headers.js';
import type { Sending, WireAnswer } from '../wire-answer.js';
import type { NodeServer } from './server-of.js';

/**
 * Asks a server of node:http over a pair of streams in place of a socket: both ends speak real HTTP/1.1, and the server can
 * do whatever it does.
 */
export async function askServer(server: NodeServer, request: WireRequest, sending: Sending): Promise<WireAnswer> {
  const { protocol, hostname, port, pathname, search } = new URL(request.url);
  const [ours, theirs] = linkedPair();
  // A server of node:https meets what has been decrypted already.
  server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', asSocket(theirs, protocol === 'https:'));
  // Not in the types of the oldest Node.
  const noneOfItsOwn = { setDefaultHeaders: false };
  const client = openRequest({
    ...noneOfItsOwn,
    createConnection: () => ours,
    host: hostname,
    port: port || null,
    path: `${pathname}${search}`,
    ...(sending.signal ? { signal: sending.signal } : {}),
  });
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    client.on('response', resolve).on('error', reject);
  });
  try {
    write(client, request, sending);
  } catch (error) {
    // A header that node:http refuses to send.
    client.destroy(error as Error);
  }
  const incoming = await response;
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    headers: pairs(incoming.rawHeaders),
    body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>,
  };
}

function write(client: ClientRequest, { url, method, headers, body, duplex }: WireRequest, { stream }: Sending): void {
  // Given to request() it would be put in upper case.
  client.method = method;
  for (const [name, lines] of linesByName([['Host', new URL(url).host], ['Connection', 'close'], ...headers]))
    client.setHeader(name, lines);
  if (duplex && stream) {
    client.setHeader('Transfer-Encoding', 'chunked');
    Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
      .on('error', (error) => client.destroy(error))
      .pipe(client);
    return;
  }
  const bytes = body === undefined || body === null ? undefined : Buffer.from(body as Uint8Array);
  if (bytes || method === 'POST' || method === 'PUT') client.setHeader('Content-Length', bytes?.length ?? 0);
  client.end(bytes);
}

/** As of a socket, the end of one side that breaks off is the end of the other. */
function linkedPair(): [Duplex, Duplex] {
  const [ours, theirs] = duplexPair();
  ours.on('close', () => theirs.destroy());
  theirs.on('close', () => {
    // After what has been written before.
    if (!theirs.writableFinished) ours.push(null);
  });
  return [ours, theirs];
}

/** As much of a socket as servers look at. */
const asSocket = (stream: Duplex, encrypted: boolean): Duplex =>
  Object.assign(stream, {
    remoteAddress: '127.0.0.1',
    remoteFamily: 'IPv4',
    remotePort: 0,
    ...(encrypted ? { encrypted } : {}),
    setTimeout: () => stream,
    setNoDelay: () => stream,
    setKeepAlive: () => stream,
    ref: () => stream,
    unref: () => stream,
  });

/** node:http takes lines of one name together. */
function linesByName(headers: HeaderList): ReadonlyMap<string, string[]> {
  const spelling = new Map<string, string>();
  const lines = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const known = spelling.get(byteLowercase(name)) ?? name;
    spelling.set(byteLowercase(name), known);
    lines.set(known, [...(lines.get(known) ?? []), value]);
  }
  return lines;
}
