// By name: mocks of the network replace the module's member, and this is not the network.
import { type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http';
import { type Duplex, duplexPair, Readable } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { byteLowercase, errorOf, type HeaderList, pairsOf, type WireRequest } from '@corsmith/protocol';
import type { Sending, TransportResponse } from '../transport-response.js';
import { failureOf } from './guarded-listener.js';
import type { NodeServer } from './server-of.js';

/**
 * Sends a request to a server of node:http over a pair of streams instead of a socket: both ends speak real HTTP/1.1, and
 * every feature of the server works.
 */
export async function toServer(server: NodeServer, request: WireRequest, sending: Sending): Promise<TransportResponse> {
  const { protocol, hostname, port, pathname, search } = new URL(request.url);
  const [ours, theirs] = linkedPair();
  // A server of node:https gets decrypted bytes.
  const socket = asSocket(theirs, protocol === 'https:');
  server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', socket);
  // Not in the types of the oldest Node.
  const withoutDefaults = { setDefaultHeaders: false };
  const client = openRequest({
    ...withoutDefaults,
    createConnection: () => ours,
    host: hostname,
    port: port || null,
    path: `${pathname}${search}`,
    ...(sending.signal ? { signal: sending.signal } : {}),
  });
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    client.on('response', resolve).on('error', (error) => reject(failureOf(socket) ?? error));
  });
  try {
    write(client, request, sending);
  } catch (error) {
    // A header that node:http refuses to send.
    client.destroy(errorOf(error));
  }
  const incoming = await response;
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    headers: pairsOf(incoming.rawHeaders),
    body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>,
  };
}

function write(client: ClientRequest, { url, method, headers, body, duplex }: WireRequest, { stream }: Sending): void {
  // request() would make it uppercase.
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
  const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? undefined);
  if (bytes || method === 'POST' || method === 'PUT') client.setHeader('Content-Length', bytes?.length ?? 0);
  client.end(bytes);
}

/** As with a socket, closing one side closes the other. */
function linkedPair(): [Duplex, Duplex] {
  const [ours, theirs] = duplexPair();
  ours.on('close', () => theirs.destroy());
  theirs.on('close', () => {
    // After what has been written before.
    if (!theirs.writableFinished) ours.push(null);
  });
  return [ours, theirs];
}

/** The parts of a socket that servers use. */
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

/** node:http takes the lines of one name as an array. */
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
