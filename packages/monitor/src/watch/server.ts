import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { within } from '@corsmith/doctor/examination';
import { EXPOSITION_TYPE } from '../exposition.js';
import type { Health } from './health.js';
import { isLoopbackHost, NOT_LOOPBACK_HOST } from './loopback-host.js';
import { PAGE_POLICY } from './status-page.js';

/** What the server shows, created for each request. */
export interface StatusSources {
  page(): Promise<string>;
  metrics(): Promise<string>;
  health(): Promise<Health>;
  /** What is wrong with the watch, without the states of its checks. */
  problems(): readonly string[];
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const TEXT = 'text/plain; charset=utf-8';

const PATHS: Readonly<Record<string, (sources: StatusSources) => Promise<Page>>> = {
  '/': async (sources) => ({ status: 200, type: 'text/html; charset=utf-8', body: await sources.page() }),
  '/metrics': async (sources) => ({ status: 200, type: EXPOSITION_TYPE, body: await sources.metrics() }),
  '/healthz': async (sources) => {
    const health = await inTime(sources.health()).catch(
      (): Health => ({ status: 'failing', checks: 0, late: 0, problems: [NO_STATE, ...sources.problems()] }),
    );
    const body = `${JSON.stringify(health)}\n`;
    return { status: health.status === 'ok' ? 200 : 503, type: 'application/json', body };
  },
};

/**
 * Serves the status page, `/metrics` and `/healthz`. On an address that other machines reach, they get the last two only, and
 * by IP address: the name of another site that resolves to it (DNS rebinding) would make a page of that site the same origin.
 */
export function statusServer(sources: StatusSources): Server {
  const server = createServer({ maxHeaderSize: 8 * 1024, requestTimeout: 10_000 }, (request, response) => {
    void pageFor(request, sources).then((page) => send(page, request, response));
  });
  server.maxConnections = 100;
  return server;
}

/** Whether the Host header is an IP address, with any port. */
const isAddress = (host = ''): boolean => isIP(host.replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1')) !== 0;

async function pageFor({ method, url = '/', headers }: IncomingMessage, sources: StatusSources): Promise<Page> {
  const isHere = isLoopbackHost(headers.host);
  if (!isHere && !isAddress(headers.host)) return plain(421, NOT_LOOPBACK_HOST);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET is allowed.');
  const path = url.split('?', 1)[0] ?? '/';
  const make = Object.hasOwn(PATHS, path) ? PATHS[path] : undefined;
  if (!isHere && path === '/') return plain(403, 'The status page is only served to this machine.');
  if (!make) return plain(404, `Not found. Known paths: ${Object.keys(PATHS).join(', ')}.`);
  // Redis may be unreachable.
  return inTime(make(sources)).catch(() => plain(503, NO_STATE));
}

/** In milliseconds. A probe of Kubernetes waits for one second. */
const NO_STATE = 'Could not read the state of the checks.';
const PATIENCE = 800;
const NEVER = new AbortController().signal;

/** Rejects if that takes too long: Redis may hang. */
const inTime = <T>(work: Promise<T>): Promise<T> => within(PATIENCE, NEVER, work);

const plain = (status: number, sentence: string): Page => ({ status, type: TEXT, body: `${sentence}\n` });

function send({ status, type, body }: Page, { method }: IncomingMessage, response: ServerResponse): void {
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
