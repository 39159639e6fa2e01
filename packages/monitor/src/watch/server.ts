import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { EXPOSITION_TYPE } from '../exposition.js';
import type { Health } from './health.js';
import { isOwnHost, NOT_OWN_HOST } from './own-host.js';
import { PAGE_POLICY } from './status-page.js';

/** What is shown. Each is made when it is asked for. */
export interface Shown {
  page(): Promise<string>;
  metrics(): Promise<string>;
  health(): Promise<Health>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const TEXT = 'text/plain; charset=utf-8';

const PATHS: Readonly<Record<string, (shown: Shown) => Promise<Answer>>> = {
  '/': async (shown) => ({ status: 200, type: 'text/html; charset=utf-8', body: await shown.page() }),
  '/metrics': async (shown) => ({ status: 200, type: EXPOSITION_TYPE, body: await shown.metrics() }),
  '/healthz': async (shown) => {
    const health = await shown.health();
    const body = `${JSON.stringify(health)}\n`;
    return { status: health.status === 'ok' ? 200 : 503, type: 'application/json', body };
  },
};

/** Serves the status page, `/metrics` and `/healthz`. It is for this machine: let it listen on 127.0.0.1. */
export function statusServer(shown: Shown): Server {
  const server = createServer({ maxHeaderSize: 8 * 1024, requestTimeout: 10_000 }, (request, response) => {
    void answerTo(request, shown).then((answer) => send(answer, request, response));
  });
  server.maxConnections = 100;
  return server;
}

async function answerTo({ method, url = '/', headers }: IncomingMessage, shown: Shown): Promise<Answer> {
  if (!isOwnHost(headers.host)) return plain(421, NOT_OWN_HOST);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'There is nothing but GET here.');
  const path = url.split('?', 1)[0] ?? '/';
  const make = Object.hasOwn(PATHS, path) ? PATHS[path] : undefined;
  if (!make) return plain(404, `There is nothing here but ${Object.keys(PATHS).join(', ')}.`);
  // A store elsewhere may be out of reach.
  return make(shown).catch(() => plain(503, 'What is known of the checks could not be read.'));
}

const plain = (status: number, sentence: string): Answer => ({ status, type: TEXT, body: `${sentence}\n` });

function send({ status, type, body }: Answer, { method }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy': PAGE_POLICY,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    ...(status === 405 && { Allow: 'GET, HEAD' }),
  });
  response.end(method === 'HEAD' ? undefined : body);
}
