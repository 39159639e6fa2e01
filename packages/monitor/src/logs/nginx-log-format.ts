import type { Piece } from './fields-and-texts.js';
import type { FieldPath, NamedFields } from './lines/named-fields.js';
import type { FieldKind } from './record.js';

/**
 * The relevant variables of http://nginx.org/en/docs/varindex.html; any other name skips a field. `date_utc`, `time_utc` and
 * `client_port` (an address with its port) are ours, for the logs of other servers.
 */
const VARIABLES: Readonly<Record<string, FieldKind>> = {
  remote_addr: 'client',
  realip_remote_addr: 'other',
  http_x_forwarded_for: 'client',
  http_x_real_ip: 'client',
  http_cf_connecting_ip: 'client',
  proxy_protocol_addr: 'client',
  client_port: 'client-port',
  time_local: 'time-clf',
  time_iso8601: 'time-iso',
  msec: 'time-epoch',
  date_utc: 'date',
  time_utc: 'time-of-day',
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
  http_access_control_request_method: 'requested-method',
};

/** The keys of a JSON format: `{"at":"$time_iso8601","status":$status}`; undefined if a value is more than one variable. */
export function jsonFields(format: string): NamedFields['fields'] | undefined {
  let object: unknown;
  try {
    object = JSON.parse(format.replaceAll(/:\s*(\$\{?\w+\}?)(?=\s*[,}])/g, ':"$1"'));
  } catch {
    return undefined;
  }
  const fields: { [Kind in FieldKind]?: FieldPath[] } = {};
  return addFields(fields, object, []) ? fields : undefined;
}

function addFields(fields: { [Kind in FieldKind]?: FieldPath[] }, value: unknown, path: FieldPath): boolean {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).every(([key, inner]) => addFields(fields, inner, [...path, key]));
  if (typeof value !== 'string' || !value.includes('$')) return path.length > 0;
  const name = /^\$\{?(\w+)\}?$/.exec(value)?.[1];
  if (name === undefined) return false;
  const kind = VARIABLES[name] ?? 'other';
  if (kind !== 'other') fields[kind] = [...(fields[kind] ?? []), path];
  return true;
}

/** The pieces of a `log_format`: `$remote_addr - ${remote_user} …`. */
export function nginxPieces(written: string): readonly Piece[] {
  const format = written.replaceAll('\\t', '\t');
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of format.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)) {
    const name = match[1] ?? match[2] ?? '';
    pieces.push({ text: format.slice(at, match.index) }, { field: VARIABLES[name] ?? 'other', name: `$${name}` });
    at = match.index + match[0].length;
  }
  return [...pieces, { text: format.slice(at) }];
}
