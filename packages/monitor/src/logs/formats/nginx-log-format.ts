import type { FieldKind } from '../record.js';
import type { Piece } from './fields-and-texts.js';

/** The variables of http://nginx.org/en/docs/varindex.html that tell something here; any other is passed by. */
const VARIABLES: Readonly<Record<string, FieldKind>> = {
  remote_addr: 'client',
  realip_remote_addr: 'other',
  http_x_forwarded_for: 'client',
  http_x_real_ip: 'client',
  http_cf_connecting_ip: 'client',
  proxy_protocol_addr: 'client',
  time_local: 'time-clf',
  time_iso8601: 'time-iso',
  msec: 'time-epoch',
  request: 'request',
  request_method: 'method',
  request_uri: 'target',
  uri: 'target',
  document_uri: 'target',
  status: 'status',
  host: 'host',
  http_host: 'host',
  server_name: 'host',
  http_origin: 'origin',
  http_referer: 'referer',
  http_access_control_request_method: 'ask',
};

/** The pieces of a `log_format`: `$remote_addr - ${remote_user} …`. */
export function nginxPieces(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of format.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)) {
    const name = match[1] ?? match[2] ?? '';
    pieces.push({ text: format.slice(at, match.index) }, { field: VARIABLES[name] ?? 'other', name: `$${name}` });
    at = match.index + match[0].length;
  }
  return [...pieces, { text: format.slice(at) }];
}
