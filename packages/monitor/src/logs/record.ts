/** One request in an access log. */
export interface LogRecord {
  /** Whole seconds since 1970; most logs are no more precise. */
  readonly time: number;
  /** The client's address; empty if it is not logged. */
  readonly client: string;
  readonly method: string;
  /** In lowercase, without a default port; empty if it is not logged. */
  readonly host: string;
  /** Without the query, which may hold secrets. */
  readonly path: string;
  readonly status: number;
  /** The preflight's `Origin`, else the origin of its `Referer`; empty if neither is logged. */
  readonly origin: string;
  /** Whether this OPTIONS request may be a preflight: not `OPTIONS *`, and with a requested method if that is logged. */
  readonly isPreflight: boolean;
  /** Access-Control-Request-Method; empty if it is not logged. */
  readonly requestedMethod: string;
}

/** The meaning of a field. `requested-method` is Access-Control-Request-Method; `client-port` is an address with its port. */
export const FIELD_KINDS = [
  'client',
  'client-port',
  'time-clf',
  'time-iso',
  'time-epoch',
  'date',
  'time-of-day',
  'request',
  'method',
  'target',
  'status',
  'host',
  'origin',
  'referer',
  'requested-method',
  'other',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export type Fields = { [Kind in FieldKind]?: string };

/** Longer texts are truncated, since clients choose them. In characters. */
export const TEXT_LIMIT = 300;

/** The fields that hold the time. */
const TIMES: readonly FieldKind[] = ['time-clf', 'time-iso', 'time-epoch', 'date'];

/** Whether lines with these fields have a time; otherwise every record's time is 0. */
export const hasTime = (known: ReadonlySet<FieldKind>): boolean => TIMES.some((kind) => known.has(kind));

/** The request, or undefined if required fields are missing. */
export function recordOf(fields: Fields, known: ReadonlySet<FieldKind>): LogRecord | undefined {
  const time = hasTime(known) ? timeOf(fields) : 0;
  const status = Number(fields.status);
  const [method, target] = (fields.request && requestLine(fields.request)) || [fields.method, fields.target];
  if (time === undefined || !(status >= 100 && status <= 999) || !method || !target) return undefined;
  const { host, path } = placeOf(target);
  const requestedMethod = present(fields['requested-method']);
  return {
    time,
    client: clientOf(fields),
    method,
    host: hostName(present(fields.host) || host),
    path,
    status,
    origin: method === 'OPTIONS' ? originOf(fields) : '',
    isPreflight: path !== '*' && (!known.has('requested-method') || requestedMethod !== ''),
    requestedMethod: requestedMethod.slice(0, 20),
  };
}

/** Empty if the value is missing: servers write `-`, and nginx `_` for an unnamed server. */
const present = (text: string | undefined): string => (text === undefined || text === '-' || text === '_' ? '' : text);

function requestLine(text: string): readonly [method: string, target: string] | undefined {
  const space = text.indexOf(' ');
  const method = text.slice(0, space);
  if (space < 2 || !METHOD.test(method)) return undefined;
  const end = text.indexOf(' ', space + 1);
  return [method, text.slice(space + 1, end < 0 ? text.length : end)];
}

const METHOD = /^[A-Z][A-Z-]{1,30}$/;
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

function placeOf(target: string): { readonly host: string; readonly path: string } {
  const [prefix = '', host = ''] = (!target.startsWith('/') && ABSOLUTE.exec(target)) || [];
  const rest = prefix === '' ? target : target.slice(prefix.length);
  const end = rest.search(/[?#]/);
  return { host, path: rest.slice(0, end < 0 ? TEXT_LIMIT : Math.min(end, TEXT_LIMIT)) || '/' };
}

const hostName = (text: string): string =>
  text === ''
    ? ''
    : text
        .slice(0, TEXT_LIMIT)
        .toLowerCase()
        .replace(/:(?:80|443)$/, '');

function clientOf(fields: Fields): string {
  const text = present(fields.client) || present(fields['client-port']).replace(/:\d+$/, '');
  const comma = text.indexOf(',');
  return (comma < 0 ? text : text.slice(0, comma).trim()).slice(0, TEXT_LIMIT);
}

/** By default the Referer of a cross-origin request is the page's origin. */
const originOf = ({ origin, referer }: Fields): string =>
  (present(origin) || (referer === undefined ? '' : beginningOf(referer))).slice(0, TEXT_LIMIT);

/** The scheme, host and port of an http: or https: URL, without user name and password; otherwise empty. */
function beginningOf(url: string): string {
  const [, scheme = '', host = ''] = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#]+)/i.exec(url) ?? [];
  return scheme + host;
}

function timeOf(fields: Fields): number | undefined {
  const clf = fields['time-clf'] === undefined ? undefined : clfTime(fields['time-clf']);
  if (clf !== undefined) return clf;
  const iso =
    fields['time-iso'] ?? (fields.date === undefined ? undefined : `${fields.date}T${fields['time-of-day']}Z`);
  if (iso !== undefined && !/^\d{9,}/.test(iso)) return isoTime(iso);
  return epochTime(Number(fields['time-epoch'] ?? iso));
}

/** The last parsed hour and its start, since most lines are of the same hour. */
let lastHour = { date: '', zone: '', began: 0 };

/** `10/Oct/2026:13:55:36 +0200`; HAProxy's `10/Oct/2026:13:55:36.123` has no time zone and is taken as UTC. */
function clfTime(text: string): number | undefined {
  if (!CLF.test(text)) return undefined;
  const date = text.slice(0, 14);
  const zone = text.length === 26 ? text.slice(21) : '+0000';
  if (date !== lastHour.date || zone !== lastHour.zone) {
    const began = hourOf(date, zone);
    if (began === undefined) return undefined;
    lastHour = { date, zone, began };
  }
  return lastHour.began + twoDigits(text, 15) * 60 + twoDigits(text, 18);
}

const CLF = /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4}|\.\d{3})$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function hourOf(date: string, zone: string): number | undefined {
  const month = MONTHS.indexOf(date.slice(3, 6));
  if (month % 3 !== 0) return undefined;
  const local = Date.UTC(Number(date.slice(7, 11)), month / 3, twoDigits(date, 0), twoDigits(date, 12)) / 1000;
  const offset = twoDigits(zone, 1) * 3600 + twoDigits(zone, 3) * 60;
  return zone.startsWith('-') ? local + offset : local - offset;
}

const twoDigits = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

/** A time without a time zone is taken as UTC. */
export function isoTime(text: string): number | undefined {
  const [, date, clock, zone = ''] = ISO.exec(text) ?? [];
  const milliseconds = Date.parse(`${date}T${clock}${zone.replace(/^([+-]\d\d):?(\d\d)?$/, zoneOf) || 'Z'}`);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,]\d+)?(?: ?(?:Z|UTC|([+-]\d\d(?::?\d\d)?)))?$/;
const zoneOf = (_: string, hours: string, minutes = '00'): string => `${hours}:${minutes}`;

/** Seconds, milliseconds, microseconds or nanoseconds, depending on the number's size. */
export function epochTime(value: number): number | undefined {
  let seconds = value;
  while (seconds > 1e11) seconds /= 1000;
  return seconds >= 1e8 ? Math.floor(seconds) : undefined;
}
