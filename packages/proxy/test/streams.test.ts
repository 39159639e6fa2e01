import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { local, PAGE, proxyTo, raw, serve } from './proxied.js';

/** `Promise.withResolvers`, which Node 20 lacks. */
function promised<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test('an event stream, as it comes; it ends there when the page goes', async () => {
  const gone = promised<void>();
  const open = promised<ServerResponse>();
  const target = await serve((_, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
    outgoing.flushHeaders();
    outgoing.once('close', gone.resolve);
    open.resolve(outgoing);
  });
  const { port } = await proxyTo(local(target), { timeoutMs: 50 });
  const sent = request({ host: '127.0.0.1', port, headers: { origin: PAGE }, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  expect(response.headers['access-control-allow-origin']).toBe(PAGE);
  // Longer than the timeout before a response.
  await setTimeout(80);
  (await open.promise).write('data: 1\n\n');
  expect(String((await once(response, 'data'))[0])).toBe('data: 1\n\n');
  sent.on('error', () => {});
  response.on('error', () => {});
  sent.destroy();
  await gone.promise;
});

test('no faster than it is taken', async () => {
  let written = 0;
  const full = promised<void>();
  const target = await serve((_, outgoing) => {
    outgoing.writeHead(200);
    const piece = Buffer.alloc(1 << 20);
    const more = () => {
      while (written < 24) {
        written++;
        if (!outgoing.write(piece)) {
          outgoing.once('drain', more);
          setTimeout(50).then(full.resolve);
          return;
        }
      }
      outgoing.end();
    };
    more();
  });
  const { port } = await proxyTo(local(target));
  const sent = request({ host: '127.0.0.1', port, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  await full.promise;
  expect(written).toBeLessThan(24);
  let bytes = 0;
  for await (const piece of response) bytes += piece.length;
  expect(bytes).toBe(24 << 20);
});

test('WebSockets, for allowed pages', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  onTestFinished(() => sockets.close());
  sockets.on('connection', (socket, { headers }) => {
    socket.send(`${headers.origin} ${headers.host}`);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  const target = await serve(() => {}, server);
  const { port, stop } = await proxyTo(local(target));
  const socket = new WebSocket(`ws://localhost:${port}/chat`, ['a', 'b'], { origin: PAGE });
  const [hello] = await once(socket, 'message');
  expect(String(hello)).toBe(`${PAGE} 127.0.0.1:${target}`);
  expect(socket.protocol).toBe('a');
  const large = Buffer.alloc(3 << 20, 7);
  socket.send(large);
  const [echo] = await once(socket, 'message');
  expect(large.equals(echo)).toBe(true);

  const stranger = new WebSocket(`ws://localhost:${port}/chat`, { origin: 'https://evil.example' });
  const [error] = await once(stranger, 'error');
  expect(error.message).toContain('403');

  const closed = once(socket, 'close');
  await stop();
  await closed;
});

test('a response that is no WebSocket', async () => {
  const server = createServer();
  server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nwhy?'));
  const target = await serve(() => {}, server);
  const { port } = await proxyTo(local(target));
  const upgrade = `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  expect(await raw(port, upgrade)).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n[\s\S]*why\?$/);
});
