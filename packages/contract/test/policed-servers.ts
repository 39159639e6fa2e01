import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPolicy, type PolicyConfig } from '@corsmith/server';
import { cors } from '@corsmith/server/node';
import { type Result, readContract, type VerifyOptions, verify } from '../src/index.js';

const servers: Server[] = [];

/** For afterEach. */
export function closeServers(): void {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
}

export async function listen(listener: RequestListener): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

export const POLICY: PolicyConfig = {
  origins: ['https://app.example.com', 'https://*.example.org'],
  credentials: true,
  methods: ['PUT'],
  requestHeaders: ['Content-Type'],
  responseHeaders: ['X-Total'],
};

/** A server with that policy, and the requests that it has received. */
export async function policed(policy: PolicyConfig, status = 200) {
  const seen: string[] = [];
  const middleware = cors(createPolicy(policy));
  const { url, server } = await listen((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    middleware(request, response, () => {
      response.setHeader('X-Total', '7');
      response.statusCode = request.url === '/none' ? 404 : status;
      response.end('{}');
    });
  });
  return { url, seen, server };
}

export const run = (endpoints: readonly object[], options: VerifyOptions = {}, denied?: readonly string[]) =>
  verify(readContract(JSON.stringify({ policy: POLICY, endpoints, ...(denied && { denied }) })), options);

export const broken = (results: readonly Result[]) =>
  results.flatMap(({ expectation: { title }, verdict }) =>
    verdict.kind === 'holds' || verdict.kind === 'not-verified'
      ? []
      : [[title.replace(/http:\/\/[\d.:]+/, ''), verdict.kind === 'broken' ? verdict.reason : verdict.kind]],
  );

export const unverified = (results: readonly Result[]) =>
  results.filter(({ verdict }) => verdict.kind === 'not-verified');
