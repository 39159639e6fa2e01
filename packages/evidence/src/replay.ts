import { get, type Send, type WireRequest, type WireResponse } from '@corsmith/protocol';
import type { RecordedExchange } from './imported-request.js';

/**
 * Responds as a recording does, to judge it by `simulate`. A request that it lacks fails. If only the preflight is
 * missing, the browser had it in its cache: the substitute allows the request.
 */
export function replay(recorded: readonly RecordedExchange[]): Send {
  const used = new Set<RecordedExchange>();
  return async (request) => {
    const candidates = recorded.filter((one) => isSame(one.request, request));
    const exchange = candidates.find((one) => !used.has(one)) ?? candidates.at(-1);
    if (exchange) {
      used.add(exchange);
      if (exchange.response) return exchange.response;
      throw new Error(exchange.error ?? 'The recording has no response to this request.');
    }
    const wasSent = recorded.some(({ request: { kind, url } }) => kind === 'actual' && url === request.url);
    if (request.kind === 'preflight' && wasSent) return allowing(request);
    throw new Error(`The recording lacks ${request.method} ${request.url}.`);
  };
}

const isSame = (one: RecordedExchange['request'], { kind, url }: WireRequest): boolean =>
  one.kind === kind && withoutFragment(one.url) === url;

function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

function allowing({ headers }: WireRequest): WireResponse {
  const requested = (name: string) => get(headers, `Access-Control-Request-${name}`) ?? '';
  return {
    status: 204,
    headers: [
      ['Access-Control-Allow-Origin', get(headers, 'Origin') ?? ''],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Methods', requested('Method')],
      ['Access-Control-Allow-Headers', requested('Headers')],
    ],
  };
}
