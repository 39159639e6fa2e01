import { describe, expect, test, vi } from 'vitest';
import { networkFailure } from '../src/probe/network-failure.js';
import { get, rawServer, replying, sendRaw, testProbe } from './probe-raw-server.js';

describe('without a response', () => {
  test('a name that DNS does not know', async () => {
    // A label of 64 characters can be no name, so that the response does not hang on this machine's network.
    const { failure, response } = await testProbe().send(get(`http://${'a'.repeat(64)}.test/`));
    expect(response).toBeUndefined();
    expect(failure?.id).toBe('dns-failure');
    expect(failure?.message).toContain('aaa.test');
  });

  test.each(['127.0.0.1', 'localhost', 'api.localhost'])('nobody listens on %s', async (host) => {
    const probe = testProbe();
    const { failure } = await probe.send(get(`http://${host}:1/`));
    expect(failure).toMatchObject({ id: 'connection-refused', code: 'ECONNREFUSED' });
    expect(failure?.message).toContain(`${host}:1`);
  });

  test.each([
    ['closed', replying('')],
    ['reset', (socket: { resetAndDestroy(): unknown }) => void socket.resetAndDestroy()],
  ])('the connection is %s', async (_, response) => {
    const { failure } = await sendRaw(response);
    expect(failure).toMatchObject({ id: 'connection-reset', code: 'ECONNRESET' });
    expect(failure?.message).toContain('without a response');
  });

  test('a server that speaks TLS on the port of http://', async () => {
    const { failure } = await sendRaw(replying('\x15\x03\x01\x00\x02\x02\x46'));
    expect(failure).toMatchObject({ id: 'tls-failure', code: 'TLS_ON_PLAIN_PORT' });
    expect(failure?.message).toContain('https://');
  });

  test('a server that comes up later gets the same probe', async () => {
    const probe = testProbe();
    expect((await probe.send(get('http://127.0.0.1:2/'))).failure).toBeDefined();
    const { url } = await rawServer(replying('HTTP/1.1 204 No Content\r\n\r\n'));
    expect((await probe.send(get(url))).response?.status).toBe(204);
  });

  // The kernel gives these only on networks that a test can't make.
  test.each([
    ['EHOSTUNREACH', 'connection-refused', 'no way'],
    ['ENETUNREACH', 'connection-refused', 'no way'],
    ['EACCES', 'connection-refused', 'firewall'],
    ['ETIMEDOUT', 'timeout', 'did not accept the connection'],
    ['EPIPE', 'connection-reset', 'closed the connection'],
    ['ERR_HTTP2_STREAM_ERROR', 'protocol-failure', 'went \\x07wrong'],
  ])('%s', (code, id, text) => {
    const error = Object.assign(new Error('went \x07wrong'), { code });
    const failure = networkFailure(
      error,
      { target: { guarded: false, host: '::1', port: 8 }, stage: 'connect' },
      10_000,
    );
    expect(failure).toMatchObject({ id, code });
    expect(failure.message).toContain(text);
    expect(failure.message).toContain('[::1]:8');
  });
});

describe('a direct server', () => {
  const reply = replying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');

  test('takes the place of the host, whose name and port stay in the request', async () => {
    const server = await rawServer(reply);
    const probe = testProbe({ direct: { host: '127.0.0.1', port: server.port } });
    const { response, layer } = await probe.send(get('http://api.example.com:8080/users'));
    expect(response?.bodyStart).toBe('ok');
    expect(layer).toBe(`127.0.0.1:${server.port}`);
    expect(server.received[0]).toMatch(/^GET \/users HTTP\/1\.1\r\nHost: api\.example\.com:8080\r\n/);
  });

  test('may speak plain HTTP behind a proxy that ends TLS', async () => {
    const server = await rawServer(reply);
    const probe = testProbe({ direct: { host: '127.0.0.1', port: server.port, scheme: 'http' } });
    expect((await probe.send(get('https://api.example.com/'))).response?.status).toBe(200);
    expect(server.received[0]).toContain('Host: api.example.com\r\n');
  });

  test('does not get what a redirect sends elsewhere', async () => {
    const direct = await rawServer(reply);
    const elsewhere = await rawServer(reply);
    const page = { origin: 'https://app.example.com', url: 'http://api.example.com/' };
    const probe = testProbe({ page, direct: { host: '127.0.0.1', port: direct.port } });
    expect((await probe.send(get(page.url))).layer).toBe(`127.0.0.1:${direct.port}`);
    expect((await probe.send(get(elsewhere.url))).layer).toBe('front');
    expect([direct.received.length, elsewhere.received.length]).toEqual([1, 1]);
  });

  test('is named instead of the host in a failure', async () => {
    const probe = testProbe({ direct: { host: '127.0.0.1', port: 2 } });
    const { failure, layer } = await probe.send(get('http://api.example.com/'));
    expect(failure?.message).toContain('127.0.0.1:2');
    expect(layer).toBe('127.0.0.1:2');
  });
});

test('a proxy of the environment that is not used is named where no connection comes about', () => {
  const error = Object.assign(new Error('no'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
  const failure = (host: string) =>
    networkFailure(error, { target: { host, port: 443 } as never, stage: 'lookup' }, 1000);
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.example:3128');
  try {
    expect(failure('api.example.com').message).toContain('HTTPS_PROXY is set, and corsmith does not use it');
    expect(failure('localhost').message).not.toContain('HTTPS_PROXY');
  } finally {
    vi.unstubAllEnvs();
  }
});
