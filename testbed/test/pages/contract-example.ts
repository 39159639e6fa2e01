import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPolicy } from '@corsmith/server';
import { cors } from '@corsmith/server/node';
import { corsmith } from '../../../packages/cli/test/built-cli.js';
import { EXAMPLE } from './settled.js';

/** The contract of the pages. */
const contract = (api: string) => `# yaml-language-server: $schema=https://unpkg.com/@corsmith/contract/cors.schema.json
policy:
  origins: [https://app.example.com]
  credentials: true
  methods: [PUT]
  requestHeaders: [Content-Type]
  responseHeaders: [X-Total]

environments:
  staging: { API: ${api} }
  production: { API: https://api.example.org }

endpoints:
  - url: \${API}/users
    methods: [GET, PUT]
    headers: { Content-Type: application/json }
    exposes: [X-Total]
    errorPaths: [/users/none]
`;

/** A server with that policy, but for one method. */
async function serve() {
  const middleware = cors(
    createPolicy({
      origins: ['https://app.example.com'],
      credentials: true,
      requestHeaders: ['Content-Type'],
      responseHeaders: ['X-Total'],
    }),
  );
  const server = createServer((request, response) =>
    middleware(request, response, () => {
      response.statusCode = request.url === '/users' ? 200 : 404;
      response.setHeader('X-Powered-By', 'Express').setHeader('X-Total', '7').end('{}');
    }),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** `yaml`: the contract. Anything else: what that command prints where the contract lies. */
export async function contractExample(argument: string): Promise<string> {
  if (argument === 'yaml') return `\`\`\`yaml\n${contract(EXAMPLE).trimEnd()}\n\`\`\``;
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-page-'));
  const { server, url } = await serve();
  try {
    writeFileSync(join(folder, 'cors.yaml'), contract(url));
    const [, ...args] = argument.replaceAll(EXAMPLE, url).split(' ');
    const { stdout } = await corsmith(args, { cwd: folder, env: { XDG_STATE_HOME: folder } });
    const text = stdout
      .replaceAll(url, EXAMPLE)
      .replace(/\b\d+\.\d s\b/g, '0.1 s')
      .replace(/^\d\d:\d\d:\d\d /gm, '12:00:00 ');
    return `\`\`\`text\n$ ${argument}\n\n${text.trimEnd()}\n\`\`\``;
  } finally {
    server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  }
}
