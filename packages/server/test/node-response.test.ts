import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect } from 'node:http2';
import express from 'express';
import { describe, expect, test } from 'vitest';
import { cors } from '../src/adapters/node.js';
import { createPolicy } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';
import { startHttp2 } from './servers/http2.js';
import { listen } from './servers/listening.js';
import { send, values, varies, type Wire } from './wire.js';

const policy = createPolicy({ origins: [APP, 'https://www.example.com'], methods: ['PUT'] });
const open = createPolicy({ origins: '*', methods: ['DELETE'] });

/** What is sent when a listener responds behind the policy. */
async function wireOf(respond: RequestListener): Promise<Wire> {
  const middleware = cors(policy);
  const server = await listen(
    createServer((request, response) => middleware(request, response, () => respond(request, response))),
  );
  const wire = await send(server.port, { headers: { origin: APP } });
  await server.close();
  return wire;
}

describe('however the head is written, the headers are set once and nothing is lost', () => {
  test.each<[string, RequestListener]>([
    [
      'setHeader',
      (_, response) =>
        void response
          .setHeader('access-control-allow-origin', '*')
          .setHeader('Vary', 'Accept')
          .appendHeader('Set-Cookie', ['a=1', 'b=2'])
          .end(),
    ],
    [
      'an object',
      (_, response) =>
        void response
          .writeHead(200, { 'ACCESS-CONTROL-ALLOW-ORIGIN': '*', Vary: 'Accept', 'Set-Cookie': ['a=1', 'b=2'] })
          .end(),
    ],
    [
      'a reason and an object',
      (_, response) =>
        void response
          .writeHead(200, 'Fine', { 'Access-Control-Allow-Origin': '*', vary: 'Accept', 'Set-Cookie': ['a=1', 'b=2'] })
          .end(),
    ],
    [
      'an object behind an undefined reason',
      (_, response) =>
        void response
          .writeHead(200, undefined, {
            'access-control-allow-origin': '*',
            Vary: 'Accept',
            'Set-Cookie': ['a=1', 'b=2'],
          })
          .end(),
    ],
    [
      'a flat array',
      (_, response) =>
        void response
          .writeHead(200, [
            'Access-Control-Allow-Origin',
            '*',
            'Vary',
            'Accept',
            'Set-Cookie',
            'a=1',
            'Set-Cookie',
            'b=2',
          ])
          .end(),
    ],
    [
      'pairs',
      (_, response) =>
        void response
          .writeHead(200, [
            ['Access-Control-Allow-Origin', '*'],
            ['Vary', 'Accept'],
            ['Set-Cookie', ['a=1', 'b=2']],
          ] as never)
          .end(),
    ],
    [
      'flushHeaders',
      (_, response) => {
        response.setHeader('Vary', ['Accept']).setHeader('Set-Cookie', ['a=1', 'b=2']).flushHeaders();
        response.end('later');
      },
    ],
    [
      'headers cleared by an error',
      (_, response) => {
        for (const name of response.getHeaderNames()) response.removeHeader(name);
        response.writeHead(500, { Vary: 'Accept', 'Set-Cookie': ['a=1', 'b=2'] }).end();
      },
    ],
  ])('%s', async (_way, respond) => {
    const wire = await wireOf(respond);
    expect(values(wire, 'access-control-allow-origin')).toEqual([APP]);
    expect(varies(wire)).toEqual(['accept', 'origin']);
    expect(values(wire, 'set-cookie')).toEqual(['a=1', 'b=2']);
  });
});

test('HTTP/2 carries the same', async () => {
  const server = await startHttp2(policy);
  const session = connect(`http://127.0.0.1:${server.port}`);
  try {
    for (const [path, status] of [
      ['/foreign', 200],
      ['/missing', 404],
    ] as const) {
      const stream = session.request({ ':path': path, origin: APP });
      const [headers] = (await once(stream, 'response')) as [Record<string, string>];
      expect([headers[':status'], headers['access-control-allow-origin']]).toEqual([status, APP]);
      expect(headers.vary).toMatch(/Origin$/);
      stream.close();
    }
    const preflight = session.request({
      ':method': 'OPTIONS',
      ':path': '/',
      origin: APP,
      'access-control-request-method': 'PUT',
    });
    preflight.end();
    const [headers] = (await once(preflight, 'response')) as [Record<string, string>];
    expect([headers[':status'], headers['access-control-allow-methods']]).toEqual([204, 'PUT']);
  } finally {
    session.close();
    await server.close();
  }
});

const preflight = (method: string) => ({
  method: 'OPTIONS',
  headers: { origin: STRANGER, 'access-control-request-method': method },
});

test('Express: where two policies are mounted, the first decides for preflight and request alike', async () => {
  const app = express();
  app.use('/public', cors(open));
  app.use(cors(policy));
  app.delete('/public/items', (_request, response) => void response.send('ok'));
  const server = await listen(createServer(app));
  for (const requested of [preflight('DELETE'), { method: 'DELETE', headers: { origin: STRANGER } }]) {
    const inside = await send(server.port, { path: '/public/items', ...requested });
    expect(values(inside, 'access-control-allow-origin')).toEqual(['*']);
    const outside = await send(server.port, { path: '/items', ...requested });
    expect(values(outside, 'access-control-allow-origin')).toEqual([]);
  }
  await server.close();
});
