import { createServer as createHttpServer } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { createServer as createPlainServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ProbeOptions } from '../src/probe/probe.js';
import { authority, certificate, type Identity } from './probe-certificates.js';
import { get, listen, testProbe } from './probe-raw-server.js';

let root: Identity;
let good: Identity;

beforeAll(async () => {
  root = await authority('Test Root');
  good = await certificate('localhost', root);
});

/** The result of a GET to https://localhost on a server with these options; the probe trusts only `root`. */
async function sendTo(options: ServerOptions, probeOptions: ProbeOptions = {}) {
  const server = createServer(options, (_, response) => response.end('ok'));
  const port = await listen(server);
  return testProbe({ ca: [root.cert], ...probeOptions }).send(get(`https://localhost:${port}/`));
}

describe('a certificate', () => {
  test('that is right is taken', async () => {
    expect((await sendTo(good)).response).toMatchObject({ status: 200, httpVersion: '1.1', bodyStart: 'ok' });
  });

  test.each<[string, () => Promise<ServerOptions>, string, RegExp]>([
    [
      'that expired',
      () => certificate('localhost', root, { from: -9, to: -2 }),
      'CERT_HAS_EXPIRED',
      /expired on \d{4}-/,
    ],
    [
      'that is early',
      () => certificate('localhost', root, { from: 5, to: 9 }),
      'CERT_NOT_YET_VALID',
      /from \d{4}-.*clock/,
    ],
    ['that is self-signed', () => certificate('localhost'), 'DEPTH_ZERO_SELF_SIGNED_CERT', /self-signed/],
    [
      'for another host',
      () => certificate('other.example', root),
      'ERR_TLS_CERT_ALTNAME_INVALID',
      /is for other\.example, not for localhost/,
    ],
    [
      'of an unknown authority',
      async () => {
        const unknown = await authority('Unknown Root');
        const { key, cert } = await certificate('localhost', unknown);
        return { key, cert: `${cert}\n${unknown.cert}` };
      },
      'SELF_SIGNED_CERT_IN_CHAIN',
      /NODE_EXTRA_CA_CERTS/,
    ],
    [
      'without its intermediate',
      async () => certificate('localhost', await authority('Intermediate', root)),
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      /after Intermediate.*full chain/,
    ],
  ])('%s is a failure of its own', async (_, options, code, sentence) => {
    const { failure, response } = await sendTo(await options());
    expect(response).toBeUndefined();
    expect(failure).toMatchObject({ id: 'tls-failure', code });
    expect(failure?.message).toMatch(sentence);
  });

  test('is checked before a byte of the request is sent', async () => {
    let received = 0;
    const server = createTlsServer(await certificate('localhost'), (socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        received += chunk.length;
      });
    });
    const port = await listen(server);
    const { failure } = await testProbe().send(get(`https://localhost:${port}/`));
    expect(failure?.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(received).toBe(0);
  });

  test('with control characters in its names does not reach the terminal', async () => {
    const { failure } = await sendTo(await certificate('evil\x1b[31m.example', root));
    expect(failure?.id).toBe('tls-failure');
    expect(failure?.message).not.toMatch(/[\0-\x1f\x7f-\x9f]/);
  });

  test('of a direct server is checked for the host of the URL, unless that is waived', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer(
      { ...good, SNICallback: (name, done) => done(null, void seen.push(name) as never) },
      (_, response) => response.end('ok'),
    );
    const direct = { host: '127.0.0.1', port: await listen(server) };
    const url = get('https://api.example.com/');
    const { failure } = await testProbe({ ca: [root.cert], direct }).send(url);
    expect(failure?.message).toContain('is for localhost, not for api.example.com');
    expect((await testProbe({ direct, insecureDirect: true }).send(url)).response?.status).toBe(200);
    expect(seen).toEqual(['api.example.com', 'api.example.com']);
  });

  test('of the host itself is never waived', async () => {
    const { failure } = await sendTo(await certificate('localhost'), { insecureDirect: true });
    expect(failure?.id).toBe('tls-failure');
  });
});

describe('a handshake', () => {
  test('with plain HTTP on the port', async () => {
    const port = await listen(createHttpServer((_, response) => response.end('ok')));
    const { failure } = await testProbe().send(get(`https://localhost:${port}/`));
    expect(failure?.id).toBe('tls-failure');
    expect(failure?.message).toContain('plain HTTP');
  });

  test('that a request by http:// should have begun', async () => {
    const port = await listen(createServer(good, (_, response) => response.end('ok')));
    const { failure } = await testProbe().send(get(`http://localhost:${port}/`));
    expect(failure).toMatchObject({ id: 'tls-failure', code: 'TLS_ON_PLAIN_PORT' });
  });

  test('with only old versions of TLS', async () => {
    const { failure } = await sendTo({
      ...good,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    expect(failure?.id).toBe('tls-failure');
    expect(failure?.message).toContain('TLS 1.2');
  });

  test('without a cipher in common', async () => {
    const { failure } = await sendTo({ ...good, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' });
    expect(failure?.id).toBe('tls-failure');
    expect(failure?.message).toContain('TLS parameters');
  });

  test('in which the server wants a client certificate', async () => {
    const { failure } = await sendTo({ ...good, requestCert: true, rejectUnauthorized: true, ca: root.cert });
    expect(failure).toMatchObject({ id: 'tls-failure', code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' });
    expect(failure?.message).toContain('A preflight never has one');
  });

  test('that is never finished', async () => {
    const port = await listen(createPlainServer(() => {}));
    const { failure } = await testProbe({ timeoutMs: 250 }).send(get(`https://127.0.0.1:${port}/`));
    expect(failure?.id).toBe('timeout');
    expect(failure?.message).toContain('TLS handshake');
  });

  test('that is broken off', async () => {
    const port = await listen(createPlainServer((socket) => socket.end()));
    const { failure } = await testProbe().send(get(`https://localhost:${port}/`));
    expect(failure?.id).toBe('connection-reset');
    expect(failure?.message).toContain('TLS handshake');
  });
});
