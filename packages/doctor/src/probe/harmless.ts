import { remove, type WireRequest } from '@corsmith/protocol';

/**
 * A request that changes nothing on a server: a safe method and no body. Without `--send` no other is sent.
 * https://httpwg.org/specs/rfc9110.html#safe.methods
 */
export interface HarmlessRequest extends WireRequest {
  readonly method: 'GET' | 'HEAD' | 'OPTIONS';
  readonly body?: null;
  readonly duplex?: never;
}

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

export const isHarmless = (wire: WireRequest): wire is HarmlessRequest =>
  SAFE.includes(wire.method) && (wire.body === undefined || wire.body === null) && wire.duplex === undefined;

/** A GET with the same headers, those of a body aside. */
export const asGet = (
  { kind, headers, credentials }: WireRequest,
  url: string,
): HarmlessRequest & { readonly method: 'GET' } => ({
  kind,
  url,
  method: 'GET',
  headers: remove(headers, 'content-type'),
  credentials,
});

/** The request itself, or a GET instead. */
export const harmless = (wire: WireRequest): HarmlessRequest => (isHarmless(wire) ? wire : asGet(wire, wire.url));
