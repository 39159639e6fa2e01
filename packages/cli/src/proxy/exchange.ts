import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { byteLowercase, type HeaderList, originOf, type WireResponse } from '@corsmith/protocol';
import type { Asked } from './asked-by-page.js';
import { forLoopback, refusedCookies, secureCookies } from './cookies.js';
import { pairsOf, withoutHopByHop } from './hop-by-hop.js';
import type { ProxyObserver } from './observer.js';
import { hasBody, relay, say, withoutBody, withTrailers } from './relay.js';
import { repair } from './repair.js';
import { SilenceError, type Target } from './target.js';

export interface ExchangeOptions {
  readonly target: Target;
  readonly cookies: 'kept' | 'rewritten';
  readonly observer: ProxyObserver;
}

/** Lets the target answer one request, and mends the answer for the page that asks, if one does. */
export function exchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  page: Asked | undefined,
  options: ExchangeOptions,
): void {
  const { target, observer } = options;
  const began = performance.now();
  let onward: ClientRequest;
  // A page that goes away, or the proxy itself.
  outgoing.once('close', () => onward.destroy());

  const fail = async (error: Error) => {
    if (outgoing.destroyed) return;
    observer.onFailure(error, noAnswer(target, error));
    const status = error instanceof SilenceError ? 504 : 502;
    // The page is to see this as what it is, and not as an error of CORS.
    const bare: WireResponse = { status, headers: [] };
    const answer = page ? await repair(page.request, page.kind, bare).catch(() => bare) : bare;
    say(outgoing, answer.status, noAnswer(target, error), answer.headers);
  };

  const answered = async (answer: IncomingMessage) => {
    try {
      const head = headOf(answer, options);
      const mended = page ? await repair(page.request, page.kind, head) : { ...head, changed: [] };
      observer.onAnswer({
        incoming,
        answer: { ...head, httpVersion: answer.httpVersion },
        ...(page && { page: { ...page, changed: mended.changed } }),
        durationMs: performance.now() - began,
      });
      if (mended.status === head.status) relay(answer, mended, outgoing);
      else {
        answer.resume();
        const { status, headers } = withoutBody(mended);
        outgoing.writeHead(status, headers.flat()).end();
      }
    } catch (error) {
      // A head that can't be sent on, such as one with a control character in it.
      onward.destroy();
      await fail(error as Error);
    }
  };

  const send = (attempt: 'first' | 'second') => {
    onward = target.ask(incoming, 'kept');
    let isOver = false;
    const over = (then: () => unknown) => {
      if (isOver) return;
      isOver = true;
      // Whatever else is wrong with one exchange ends that one alone.
      void Promise.resolve(then()).catch(() => outgoing.destroy());
    };
    onward.once('response', (answer) => {
      onward.setTimeout(0);
      over(() => answered(answer));
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
    onward.once('close', () => over(() => fail(new Error('the connection was closed without an answer'))));
    if (!hasBody(incoming)) onward.end();
    else {
      withTrailers(incoming, onward);
      incoming.pipe(onward);
    }
  };
  send('first');
}

/** What the target says, as it is to be said from here. */
function headOf(answer: IncomingMessage, { target, cookies, observer }: ExchangeOptions): WireResponse {
  const headers = homeward(withoutHopByHop(pairsOf(answer.rawHeaders)), target.url.origin);
  const status = answer.statusCode ?? 502;
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

export function noAnswer({ url }: Target, error: Error): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (NO_HTTP1.test(error.message)) return `${url.origin} speaks HTTP/2 only, and this proxy speaks HTTP/1.1.`;
  const why = code === 'TIMEOUT' ? 'it stays silent' : error.message || code;
  const hint = UNTRUSTED.test(code) ? ' --insecure accepts any certificate of this server.' : '';
  return `${url.origin} gives no answer: ${why}.${hint}`;
}

const UNTRUSTED = /^(?:CERT_|ERR_TLS_CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY))/;
/** The TLS alert of a server that offers other protocols than the one named. */
const NO_HTTP1 = /no application protocol/i;
