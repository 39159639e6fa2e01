import {
  byteLowercase,
  type HeaderList,
  type ProbedExchange,
  type WireRequest,
  type WireResponse,
} from '@corsmith/protocol';
import { isHarmless } from '../probe/harmless.js';

/** An exchange with its place in the diagnosis. */
export interface Located {
  readonly index: number;
  readonly exchange: ProbedExchange;
}

/** What makes two requests the same for a server. A request that may change data is never sent twice. */
export const wireKey = (wire: WireRequest): string => `${wire.url} ${pathlessKey(wire)}`;

/** The same without the URL. */
export const pathlessKey = (wire: WireRequest): string =>
  JSON.stringify([wire.kind, wire.method, ...(isHarmless(wire) ? [wire.headers, wire.credentials] : [])]);

/** The exchange of that very request with the URL's host. */
export function find(exchanges: readonly ProbedExchange[], wire: WireRequest): Located | undefined {
  const key = wireKey(wire);
  const index = exchanges.findIndex(({ layer, request }) => layer === 'front' && wireKey(request) === key);
  const exchange = exchanges[index];
  return exchange && { index, exchange };
}

/** A response that allows the request, in place of one that was not sent. */
export function passing({ headers }: WireRequest): WireResponse {
  const requested = (name: string) => headers.find(([n]) => n === name)?.[1] ?? '';
  return {
    status: 200,
    headers: [
      ['access-control-allow-origin', requested('Origin') || '*'],
      ['access-control-allow-credentials', 'true'],
      ['access-control-allow-methods', requested('Access-Control-Request-Method')],
      ['access-control-allow-headers', requested('Access-Control-Request-Headers')],
    ],
  };
}

/** The lines of one name (in lower case) in a response, as they came. */
export const lines = (response: WireResponse | undefined, name: string): HeaderList =>
  (response?.headers ?? []).filter(([n]) => byteLowercase(n) === name);

export const isOk = ({ status }: WireResponse): boolean => status >= 200 && status <= 299;
