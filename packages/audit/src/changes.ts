import { get, isToken, type PageRequest, splitOnCommas, type WireResponse } from '@corsmith/protocol';
import type { Attempts } from './attempts.js';

/** A request that changes data and that no HTML form can send. */
export interface Change {
  /** For a person: `DELETE`, `POST with JSON`. */
  readonly name: string;
  readonly request: Omit<PageRequest, 'origin' | 'credentials'>;
}

/** Methods that change nothing, or that no page can send. */
const WITHOUT_EFFECT = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'CONNECT', 'TRACE', 'TRACK', '*']);

/**
 * What may pass after this response to a preflight, whichever request it was sent for: one preflight response
 * names the methods and headers of all.
 */
export function changesAfter(preflight: WireResponse | undefined, { read, write }: Attempts): readonly Change[] {
  if (!preflight) return [];
  const listed = (name: string) => splitOnCommas(get(preflight.headers, name) ?? '').filter((one) => one !== '');
  const methods = listed('access-control-allow-methods').filter((one) => !WITHOUT_EFFECT.has(one.toUpperCase()));
  const [header] = listed('access-control-allow-headers').filter((one) => isToken(one) && !SAFE_HEADERS.test(one));
  const own = write.method ?? 'PUT';
  const withJson =
    own === 'POST'
      ? []
      : [{ name: 'POST with JSON', request: { ...read, method: 'POST', headers: write.headers ?? [] } }];
  return [
    { name: own === 'POST' ? 'POST with JSON' : own, request: write },
    ...withJson,
    ...[...new Set([own, ...methods])]
      .filter((method) => !WITHOUT_EFFECT.has(method.toUpperCase()))
      .slice(0, MOST)
      .map((method) => ({ name: method, request: { ...read, method } })),
    ...(header !== undefined
      ? [
          {
            name: `POST with ${header}`,
            request: { ...read, method: 'POST', headers: [...(read.headers ?? []), [header, '1'] as const] },
          },
        ]
      : []),
  ];
}

/** A hostile server may list thousands. */
const MOST = 6;
/** Sent without leave, or never by a page. */
const SAFE_HEADERS =
  /^(?:accept|accept-language|content-language|content-type|range|origin|cookie|host|user-agent|authorization|\*)$/i;
