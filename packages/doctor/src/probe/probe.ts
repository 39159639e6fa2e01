import { setMaxListeners } from 'node:events';
import type { ProbedExchange, WireRequest } from '@corsmith/protocol';
import { readBody } from './body.js';
import { bodyBytes, type ProbedPage } from './browser-headers.js';
import { type RequestHead, type Response, StaleConnection } from './connection.js';
import { before, startDeadline } from './deadline.js';
import { type HarmlessRequest, isHarmless } from './harmless.js';
import { BODY_LIMIT, BODY_TIMEOUT_MS, TIMEOUT_MS } from './limits.js';
import { networkFailure } from './network-failure.js';
import type { Target } from './open-socket.js';
import type { Permission } from './permission.js';
import { speaksTls, TLS_ON_PLAIN_PORT } from './plain-port.js';
import { remembering } from './remembering.js';
import { requestLines } from './request-lines.js';
import { createServers } from './servers.js';

/** A server behind the one that the URL's host leads to. */
export interface DirectServer {
  /** A name or an address, without brackets. */
  readonly host: string;
  /** Default: the URL's. */
  readonly port?: number;
  /** What it speaks, default as the URL says: behind a proxy that ends TLS it is often `http`. */
  readonly scheme?: 'http' | 'https';
}

export interface ProbeOptions {
  /**
   * The page's request: decides `Referer` and `Sec-Fetch-…`. Without it they follow from each request's `Origin` header,
   * as of a `fetch()` with mode `cors`.
   */
  readonly page?: ProbedPage;
  /**
   * The hosts that the user named; default that of `page`, or any without it. A redirect to another one is not followed
   * if that is a link-local or metadata address.
   */
  readonly named?: ReadonlySet<string>;
  /**
   * Connects there instead, and leaves URL, `Host` and TLS server name as they are. Where `page` is known, only requests
   * to the host of its URL go there: redirects to other hosts take their own way.
   */
  readonly direct?: DirectServer;
  /** Takes any certificate from `direct`. */
  readonly insecureDirect?: boolean;
  /** For a request with all that comes of it, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number;
  /** For the body alone, once the headers are there, in milliseconds. Default 1000. */
  readonly bodyTimeoutMs?: number;
  /** How much of a body is read and kept, in bytes, as it comes and decoded. Default 64 KB. */
  readonly bodyLimit?: number;
  /** Authorities to trust beside Node's own, in PEM. */
  readonly ca?: readonly string[];
  /** Default: Chrome's with the mark `corsmith`. */
  readonly userAgent?: string;
  /** Ends the exchange under way: its promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Probe {
  /**
   * Sends one request as a browser does and resolves to its response or to why there was none. Follows no redirect, skips
   * informational responses, and never rejects but for `signal`, `close()` and a URL that does not parse.
   */
  send(request: HarmlessRequest): Promise<ProbedExchange>;
  /** Ends all connections, so that nothing keeps the process alive. */
  close(): void;
}

/** A probe of the server that a URL leads to: the only one that a request may change. */
export interface Front extends Probe {
  send(request: HarmlessRequest): Promise<ProbedExchange>;
  /**
   * Sends what may change data, on a connection of its own, so that it is never sent again.
   * @throws TypeError if the permission was used for this request before.
   */
  send(request: WireRequest, permission: Permission): Promise<ProbedExchange>;
}

/**
 * A client of HTTP/1.1 and, where the server agrees to it over TLS, HTTP/2, which keeps its connections for the next
 * request. A response's header lines are kept raw, up to 1 MB of them.
 *
 * Environment variables such as `HTTPS_PROXY` are not honoured: the probe shows the server's own response, and a
 * proxy may change just the headers that count.
 */
export function createProbe(options?: ProbeOptions & { readonly direct?: never }): Front;
export function createProbe(options: ProbeOptions): Probe;
export function createProbe(options: ProbeOptions = {}): Front {
  const { timeoutMs = TIMEOUT_MS, bodyTimeoutMs = BODY_TIMEOUT_MS, bodyLimit = BODY_LIMIT, page, direct } = options;
  const lifetime = new AbortController();
  // Each request that waits for a connection listens to it.
  setMaxListeners(0, lifetime.signal);
  const interrupt = () => end(options.signal?.reason);
  const named = options.named ?? (page && new Set([new URL(page.url).hostname]));
  /** The server named in place of the URL's. */
  const directFor = (url: URL) => (page === undefined || new URL(page.url).host === url.host ? direct : undefined);

  function targetOf(url: URL): Target {
    const standIn = directFor(url);
    const scheme = standIn?.scheme ?? url.protocol.slice(0, -1);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return {
      host: standIn?.host ?? host,
      port: standIn?.port ?? Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
      guarded: standIn === undefined && named !== undefined && !named.has(url.hostname),
      ...(scheme === 'https' && {
        tls: { serverName: host, ca: options.ca, insecure: standIn !== undefined && options.insecureDirect === true },
      }),
    };
  }

  const servers = createServers(targetOf, { timeoutMs, signal: lifetime.signal });
  const placeOf = remembering(REMEMBERED_URLS, (text): Place => {
    const url = new URL(text);
    const named = directFor(url);
    return { url, origin: url.origin, layer: named ? directName(named) : 'front' };
  });
  const linesOf = requestLines(options);
  if (options.signal?.aborted) interrupt();
  else options.signal?.addEventListener('abort', interrupt);

  async function send(request: WireRequest, permission?: Permission): Promise<ProbedExchange> {
    lifetime.signal.throwIfAborted();
    const once = !isHarmless(request);
    if (once && (direct || !permission?.use(request)))
      throw new TypeError(`${request.method} ${request.url} may change data, and nothing permits to send it.`);
    const { url, origin, layer } = placeOf(request.url);
    const body = bodyBytes(request);
    const written = await linesOf(request, { url, origin, body });
    if ('id' in written) return { request, failure: written, durationMs: 0, layer };
    const head: RequestHead = { url, method: request.method, ...written, body, once };
    const deadline = startDeadline(timeoutMs, lifetime.signal);
    let server = servers.of(origin, url);
    let begin = performance.now();
    try {
      let response: Response | undefined;
      // Each round uses up one connection that was kept alive, and the deadline ends them all.
      while (!response) {
        server = servers.of(origin, url);
        const connection = server.ready ?? (await before(deadline.signal, server.connection));
        begin = performance.now();
        try {
          response = await connection.exchange(head, deadline);
        } catch (error) {
          if (!(error instanceof StaleConnection)) throw error;
        }
      }
      const durationMs = performance.now() - begin;
      if (!Buffer.isBuffer(response.body)) deadline.shorten(bodyTimeoutMs);
      const body = await readBody(response, bodyLimit);
      lifetime.signal.throwIfAborted();
      const { status, headers, httpVersion } = response;
      return { request, response: { status, headers, httpVersion, ...body }, durationMs, layer };
    } catch (error) {
      lifetime.signal.throwIfAborted();
      const durationMs = performance.now() - begin;
      const failure = networkFailure(deadline.reached ?? error, server, timeoutMs);
      const hidesTls = failure.id === 'connection-reset' && !server.target.tls;
      const isTls = hidesTls && (await speaksTls(server.target, deadline.signal));
      return { request, failure: isTls ? TLS_ON_PLAIN_PORT : failure, durationMs, layer };
    } finally {
      deadline.stop();
    }
  }

  /** With its sockets the exchanges under way end too. */
  function end(reason: unknown): void {
    options.signal?.removeEventListener('abort', interrupt);
    lifetime.abort(reason);
    servers.close();
  }

  return { send, close: () => end(new Error('The probe is closed.')) };
}

/** A URL is requested from many origins, in many ways. */
const REMEMBERED_URLS = 64;

interface Place {
  readonly url: URL;
  readonly origin: string;
  /** Whose response it will be. */
  readonly layer: string;
}

const directName = ({ host, port }: DirectServer): string => (port === undefined ? host : `${host}:${port}`);
