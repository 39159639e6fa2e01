import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import {
  byteLowercase,
  codeOf,
  type HeaderList,
  messageOf,
  originOf,
  pairsOf,
  type WireResponse,
} from '@corsmith/protocol';
import { forLoopback, refusedCookies, secureCookies } from './cookies.js';
import { withoutHopByHop } from './hop-by-hop.js';
import type { ProxyObserver } from './observer.js';
import type { PageExchange } from './page-exchange.js';
import { hasBody, relay, say, withoutBody, withTrailers } from './relay.js';
import { repair } from './repair.js';
import { SilenceError, type Target } from './target.js';

export interface ExchangeOptions {
  readonly target: Target;
  readonly cookies: 'kept' | 'rewritten';
  readonly observer: ProxyObserver;
}

/** Forwards one request to the target, and fixes the response for the page that sent it, if one did. */
export function exchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  page: PageExchange | undefined,
  options: ExchangeOptions,
): void {
  const { target, observer } = options;
  const began = performance.now();
  let onward: ClientRequest;
  // A page that goes away, or the proxy itself.
  outgoing.once('close', () => onward.destroy());

  const fail = async (error: unknown) => {
    if (outgoing.destroyed) return;
    observer.onFailure(error, noResponse(target, error));
    const status = error instanceof SilenceError ? 504 : 502;
    // The page is to see this as what it is, and not as an error of CORS.
    const bare: WireResponse = { status, headers: [] };
    const response = page ? await repair(page.request, page.kind, bare).catch(() => bare) : bare;
    say(outgoing, response.status, noResponse(target, error), response.headers);
  };

  const received = async (response: IncomingMessage) => {
    try {
      const head = headOf(response, options);
      const repaired = page ? await repair(page.request, page.kind, head) : { ...head, changed: [] };
      observer.onResponse({
        incoming,
        response: { ...head, httpVersion: response.httpVersion },
        ...(page && { page: { ...page, changed: repaired.changed } }),
        durationMs: performance.now() - began,
      });
      if (repaired.status === head.status) relay(response, repaired, outgoing);
      else {
        response.resume();
        const { status, headers } = withoutBody(repaired);
        outgoing.writeHead(status, headers.flat()).end();
      }
    } catch (error) {
      // A head that can't be sent on, such as one with a control character in it.
      onward.destroy();
      await fail(error);
    }
  };

  const send = (attempt: 'first' | 'second') => {
    onward = target.send(incoming, 'kept');
    let isOver = false;
    const over = (then: () => unknown) => {
      if (isOver) return;
      isOver = true;
      // Whatever else is wrong with one exchange ends that one alone.
      void Promise.resolve(then()).catch(() => outgoing.destroy());
    };
    onward.once('response', (response) => {
      onward.setTimeout(0);
      over(() => received(response));
    });
    onward.on('error', (error) =>
      over(() => {
        incoming.unpipe(onward);
        incoming.resume();
        // The target has closed a kept connection just when it was used again.
        if (attempt === 'first' && onward.reusedSocket && !hasBody(incoming)) send('second');
        else fail(error);
      }),
    );
    onward.once('close', () => over(() => fail(new Error('the connection was closed without a response'))));
    if (!hasBody(incoming)) onward.end();
    else {
      withTrailers(incoming, onward);
      incoming.pipe(onward);
    }
  };
  send('first');
}

/** The head of the response, as this proxy sends it on. */
function headOf(response: IncomingMessage, { target, cookies, observer }: ExchangeOptions): WireResponse {
  const headers = homeward(withoutHopByHop(pairsOf(response.rawHeaders)), target.url.origin);
  const status = response.statusCode ?? 502;
  const names = cookies === 'rewritten' ? secureCookies(headers) : refusedCookies(headers);
  if (names.length > 0) observer.onCookies(names, cookies === 'rewritten' ? 'secure' : 'refused');
  return { status, headers: cookies === 'rewritten' ? forLoopback(headers) : headers };
}

/** Redirects within the target stay within the proxy. */
const homeward = (headers: HeaderList, target: string): HeaderList =>
  headers.map(([name, value]) =>
    byteLowercase(name) === 'location' && originOf(value) === target ? [name, pathOf(value)] : [name, value],
  );

function pathOf(url: string): string {
  const { pathname, search, hash } = new URL(url);
  return pathname + search + hash;
}

export function noResponse({ url }: Target, error: unknown): string {
  const code = codeOf(error) ?? '';
  const message = messageOf(error);
  if (NO_HTTP1.test(message)) return `${url.origin} speaks HTTP/2 only, and this proxy speaks HTTP/1.1.`;
  const why = code === 'TIMEOUT' ? 'timeout' : message || code;
  const hint = UNTRUSTED.test(code) ? ' --insecure accepts any certificate of this server.' : '';
  return `${url.origin} sent no response: ${why}.${hint}`;
}

const UNTRUSTED = /^(?:CERT_|ERR_TLS_CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY))/;
/** The TLS alert of a server that offers other protocols than the one named. */
const NO_HTTP1 = /no application protocol/i;
