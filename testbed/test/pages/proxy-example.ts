import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { corsmith } from '../../../packages/cli/test/built-cli.js';
import { EXAMPLE } from './settled.js';

/** The port of the proxy in the pages. */
const PORT = '8787';

/** What a proxy before a server without CORS says while a page does this and that, and at its end. */
export async function proxyExample(argument: string): Promise<string> {
  const server = createServer((request, response) => {
    response.statusCode = request.method === 'OPTIONS' ? 404 : 200;
    response.setHeader('X-Powered-By', 'Express').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const end = new AbortController();
  let port = '';
  try {
    const { stdout } = await corsmith(['proxy', '--target', target], {
      signal: end.signal,
      onOutput(text) {
        if (port !== '') return;
        port = /localhost:(\d+)/.exec(text)?.[1] ?? '';
        browse(`http://127.0.0.1:${port}/users`).finally(() => end.abort());
      },
    });
    const text = stdout.replaceAll(target, EXAMPLE).replaceAll(port, PORT);
    return `\`\`\`text\n$ ${argument}\n${text.trimEnd()}\n\`\`\``;
  } finally {
    server.close().closeAllConnections();
  }
}

/** What a browser sends for a PUT of JSON. */
async function browse(url: string): Promise<void> {
  const headers = { Origin: 'http://localhost:5173' };
  const requested = { 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'content-type' };
  await (await fetch(url, { method: 'OPTIONS', headers: { ...headers, ...requested } })).text();
  await (await fetch(url, { method: 'PUT', headers, body: '{}' })).text();
}
