import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The origins that the servers allow, and one that they don't. */
export const ALLOWED = ['app', 'admin', 'shop', 'docs'].map((name) => `https://${name}.example.com`);
export const DENIED = 'https://evil.example.net';
export const METHODS = ['GET', 'PUT'] as const;

/** Servers on loopback. */
export interface Fleet {
  readonly urls: readonly string[];
  close(): void;
}

export async function startFleet(size: number): Promise<Fleet> {
  const started = Array.from({ length: size }, async () => {
    const child: ChildProcess = fork(fileURLToPath(new URL('server.js', import.meta.url)));
    const [port] = await once(child, 'message');
    return { child, url: `http://127.0.0.1:${port}` };
  });
  const servers = await Promise.all(started);
  return {
    urls: servers.map(({ url }) => url),
    close() {
      for (const { child } of servers) child.disconnect();
    },
  };
}

/** So many URLs, spread over the servers. */
export const endpointsOf = ({ urls }: Fleet, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${urls[i % urls.length]}/items/${i}`);

/** The contract that names them all. */
export const contractOf = (endpoints: readonly string[]): string => `policy:
  origins: [${ALLOWED.join(', ')}]
  credentials: true
  methods: [PUT]
  requestHeaders: [Content-Type]
denied: [${DENIED}]
endpoints:
${endpoints.map((url) => `  - { url: '${url}', methods: [${METHODS.join(', ')}] }\n`).join('')}`;
