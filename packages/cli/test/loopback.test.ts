import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listenOnLoopback, portOf } from '../src/loopback.js';
import { parseProxyArguments } from '../src/proxy/arguments.js';
import { UsageError } from '../src/usage-error.js';
import { parseWatchArguments } from '../src/watch/arguments.js';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
const newServer = () => {
  const server = createServer();
  servers.push(server);
  return server;
};

test('a port is a number from 0 to 65535, for every command alike', () => {
  expect([undefined, '0', '9700', '65535'].map((text) => portOf(text))).toEqual([0, 0, 9700, 65_535]);
  for (const port of ['', '-1', '65536', '1e3', ' 80', '0x50', 'http']) {
    const message = `--port '${port}' is not a number from 0 to 65535.`;
    expect(portOf(port)).toMatchObject({ message: message });
    expect(() => parseProxyArguments({ options: { target: 'https://api.example.com', port } })).toThrow(message);
    expect(() => parseWatchArguments({ arguments: [], options: { port } }, {})).toThrow(message);
  }
});

test('a port that browsers block is refused, for every command alike', () => {
  for (const port of ['1', '6000', '6666', '10080']) {
    const shown = `--port ${port}: browsers block this port.`;
    expect(portOf(port)).toMatchObject({ message: shown });
    expect(() => parseProxyArguments({ options: { target: 'https://api.example.com', port } })).toThrow(shown);
    expect(() => parseWatchArguments({ arguments: [], options: { port } }, {})).toThrow(shown);
  }
});

test('what listens is reached on 127.0.0.1, and under no other address of this machine', async () => {
  const port = await listenOnLoopback(newServer(), 0);
  const reach = (host: string) =>
    new Promise((resolve) => {
      const socket = connect(port, host, () => {
        socket.destroy();
        resolve('reached');
      });
      socket.on('error', () => resolve('refused'));
    });
  expect(await reach('127.0.0.1')).toBe('reached');
  // If every address is listened on, Linux responds at this one too.
  expect(await reach('127.0.0.2')).toBe('refused');
});

test('a port that another program has is an error that says what to do', async () => {
  const port = await listenOnLoopback(newServer(), 0);
  const error = await listenOnLoopback(newServer(), port).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as UsageError).problems).toEqual([
    { message: `--port ${port} is in use by another program.`, hint: 'Without --port a free one is taken' },
  ]);
});
