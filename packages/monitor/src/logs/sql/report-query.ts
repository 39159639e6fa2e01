import { BUCKETS, CLIENT_CLOSED } from '../counts/tally.js';
import { BUCKET_WIDTHS } from '../counts/timeline.js';
import { fieldsOf, type LogFormat } from '../format.js';
import { hostPattern, type LogFilter } from '../log-filter.js';
import { type FieldKind, TEXT_LIMIT } from '../record.js';
import { ROUTE_STEPS } from '../route.js';
import type { Dialect } from './dialect.js';
import { type FieldText, fieldTexts, jsonPath } from './fields.js';

/** The source of the lines: files that the engine reads, or a table with a column `line`. */
export type LineSource = { readonly files: readonly string[] } | { readonly table: string };

/**
 * An SQL query that computes the report. Each row belongs to a `part`: `total`, `status`, `host`, `path`, `origin`, `time`
 * (from `began`, in seconds since 1970) or `group` (host, path and status together).
 */
export function reportQuery(dialect: Dialect, format: LogFormat, source: LineSource, filter: LogFilter): string {
  const logged = [...fieldsOf(format.shape)].filter((kind) => kind !== 'other');
  const text = fieldTexts(format, dialect);
  const field: FieldText = (kind) => (fieldsOf(format.shape).has(kind) ? columnOf(kind) : undefined);
  const began = dialect.toInteger('floor(j.time / w.seconds) * w.seconds');
  const lines =
    'files' in source && dialect.files
      ? dialect.files(source.files)
      : `SELECT line FROM ${'table' in source ? source.table : 'access_log'}`;
  return `-- Preflights in ${format.title}, for ${dialect.title}: the report of corsmith logs.
WITH lines AS (
  ${unwrappedLines(lines, dialect, format)}
),
fields AS (
  SELECT
    ${logged.map((kind) => `${text(kind)} AS ${columnOf(kind)}`).join(',\n    ')}
  FROM lines
),
texts AS (
  SELECT
    ${timeOf(dialect, field)} AS time,
    ${clientOf(dialect, field)} AS client,
    ${methodOf(dialect, field)} AS method,
    ${targetOf(dialect, field)} AS target,
    ${present(field('host'))} AS named_host,
    ${dialect.integer(field('status') ?? "''")} AS status,
    ${originOf(dialect, field)} AS origin,
    ${field('requested-method') === undefined ? "'?'" : present(field('requested-method'))} AS requested_method
  FROM fields
),
requests AS (
  SELECT time, client, method, status, origin, requested_method,
    ${hostOf(dialect)} AS host,
    ${pathOf(dialect)} AS path
  FROM texts
  WHERE time IS NOT NULL AND status BETWEEN 100 AND 999 AND method <> '' AND target <> ''
),
preflights AS (
  SELECT time, client, status, origin, host, path,
    ${routeOfPath(dialect)} AS route,
    CASE WHEN status BETWEEN 200 AND 299 OR status IN (${CLIENT_CLOSED.join(', ')}) THEN 0 ELSE 1 END AS refused,
    CASE WHEN status IN (${CLIENT_CLOSED.join(', ')}) THEN 1 ELSE 0 END AS aborted
  FROM requests
  WHERE ${conditions(dialect, filter).join(' AND ')}
),
log_end AS (
  SELECT max(time) AS last_time FROM requests
),
followed AS (
  SELECT DISTINCT p.client AS client, p.host AS host, p.path AS path, p.time AS time, 1 AS is_followed
  FROM preflights p JOIN requests r ON r.client = p.client AND r.host = p.host AND r.path = p.path
  WHERE r.method <> 'OPTIONS' AND r.time BETWEEN p.time AND p.time + ${filter.window}
),
judged AS (
  SELECT p.time AS time, p.status AS status, p.origin AS origin, p.host AS host, p.route AS route, p.refused AS refused, p.aborted AS aborted,
    CASE WHEN p.refused + p.aborted = 0 AND coalesce(f.is_followed, 0) = 0 AND p.time + ${filter.window} < e.last_time THEN 1 ELSE 0 END AS unfollowed,
    CASE WHEN p.refused + p.aborted = 0 AND coalesce(f.is_followed, 0) = 0 AND p.time + ${filter.window} >= e.last_time THEN 1 ELSE 0 END AS undecided
  FROM preflights p
  CROSS JOIN log_end e
  LEFT JOIN followed f ON f.client = p.client AND f.host = p.host AND f.path = p.path AND f.time = p.time
),
width AS (
  SELECT ${widthOf()} AS seconds FROM preflights
)
SELECT part, host, name, status, began, preflights, refused, aborted, unfollowed, undecided, first_time, last_time
FROM (
${[
  part({ name: 'total' }),
  part({ name: 'status', status: 'j.status', by: ['j.status'] }),
  part({ name: 'host', text: 'j.host', by: ['j.host'] }),
  part({ name: 'path', text: 'j.route', by: ['j.route'] }),
  part({ name: 'origin', text: 'j.origin', by: ['j.origin'] }),
  part({ name: 'time', began, by: [began], join: ' CROSS JOIN width w' }),
  part({ name: 'group', host: 'j.host', text: 'j.route', status: 'j.status', by: ['j.host', 'j.route', 'j.status'] }),
].join('\nUNION ALL\n')}
) parts
ORDER BY part, preflights DESC, name, status;
`;
}

const columnOf = (kind: FieldKind): string => `logged_${kind.replaceAll('-', '_')}`;

/** Removes the wrappers of the lines, the outermost first. */
function unwrappedLines(lines: string, { json, replaceAll }: Dialect, { wrappers = [] }: LogFormat): string {
  return wrappers.reduce((inner, { shape }) => {
    const line =
      shape.kind === 'text'
        ? replaceAll('raw.line', patternOf(shape.pattern), '')
        : `coalesce(${shape.line.map((path) => `nullif(${json('raw.line', jsonPath(path))}, '')`).join(', ')}, raw.line)`;
    return `SELECT ${line} AS line FROM (${inner}) raw`;
  }, lines);
}

/** In RE2 syntax, without group names. */
const patternOf = ({ source }: RegExp): string => source.replaceAll('(?<time>', '(').replaceAll('\\uFEFF', '\\x{FEFF}');

/** Columns are qualified, since some engines resolve an unqualified name to the column that is being defined. */
function part({ name, host = "''", text = "''", status = '0', began = '0', by = [], join = '' }: Part): string {
  const sum = (column: string) => `coalesce(sum(j.${column}), 0) AS ${column}`;
  return `SELECT '${name}' AS part, ${host} AS host, ${text} AS name, ${status} AS status, ${began} AS began, count(*) AS preflights, ${sum('refused')}, ${sum('aborted')}, ${sum('unfollowed')}, ${sum('undecided')}, min(j.time) AS first_time, max(j.time) AS last_time
FROM judged j${join}${by.length === 0 ? '' : ` GROUP BY ${by.join(', ')}`}`;
}

interface Part {
  readonly name: string;
  readonly host?: string;
  readonly text?: string;
  readonly status?: string;
  readonly began?: string;
  readonly by?: readonly string[];
  readonly join?: string;
}

/** Like `present` of the records: `-` and `_` mean that the value is missing. */
const present = (text: string | undefined): string =>
  text === undefined ? "''" : `CASE WHEN ${text} IN ('-', '_') THEN '' ELSE ${text} END`;

const shortened = (text: string): string => `substr(${text}, 1, ${TEXT_LIMIT})`;

function clientOf({ replaceAll }: Dialect, field: FieldText): string {
  const withPort = field('client-port');
  const port = withPort === undefined ? undefined : replaceAll(withPort, ':[0-9]+$', '');
  const address = field('client');
  const client = address === undefined ? undefined : shortened(`trim(${replaceAll(present(address), ',.*$', '')})`);
  return client !== undefined && port !== undefined
    ? `coalesce(nullif(${client}, ''), ${port})`
    : (client ?? port ?? "''");
}

const REQUEST_METHOD = '^([A-Z][A-Z-]{1,30}) ';

const methodOf = (dialect: Dialect, field: FieldText): string =>
  ofRequest(dialect, field, REQUEST_METHOD, field('method'));

const targetOf = (dialect: Dialect, field: FieldText): string =>
  ofRequest(dialect, field, '^[A-Z][A-Z-]{1,30} ([^ ]+)', field('target'));

/** From the request line, else from its own field. */
function ofRequest({ group }: Dialect, field: FieldText, pattern: string, own: string | undefined): string {
  const request = field('request');
  if (request === undefined) return own ?? "''";
  const part = `coalesce(${group(request, pattern)}, '')`;
  return own === undefined ? part : `coalesce(nullif(${part}, ''), ${own})`;
}

function originOf({ group, replaceAll }: Dialect, field: FieldText): string {
  const referer = field('referer');
  const fromReferer =
    referer === undefined
      ? "''"
      : `coalesce(${group(replaceAll(referer, '^((?i:https?)://)[^/?#]*@', '$1'), '^((?i:https?)://[^/?#]+)')}, '')`;
  const origin = field('origin');
  return shortened(origin === undefined ? fromReferer : `coalesce(nullif(${present(origin)}, ''), ${fromReferer})`);
}

const hostOf = ({ group, replaceAll }: Dialect): string =>
  replaceAll(
    `lower(${shortened(`coalesce(nullif(named_host, ''), coalesce(${group('target', '^(?i:https?)://([^/?#]*)')}, ''))`)})`,
    ':(80|443)$',
    '',
  );

const pathOf = ({ replaceAll }: Dialect): string =>
  `coalesce(nullif(${shortened(replaceAll(replaceAll('target', '^(?i:https?)://[^/?#]*', ''), '[?#].*$', ''))}, ''), '/')`;

const routeOfPath = ({ replaceAll }: Dialect): string =>
  `replace(${ROUTE_STEPS.reduce((text, [pattern, by]) => replaceAll(text, pattern.source, by), "replace(path, '/', '//')")}, '//', '/')`;

function conditions(dialect: Dialect, { since, until, host, path }: LogFilter): string[] {
  const { text } = dialect;
  return [
    "method = 'OPTIONS'",
    "path <> '*'",
    "requested_method <> ''",
    ...(since === undefined ? [] : [`time >= ${since}`]),
    ...(until === undefined ? [] : [`time < ${until}`]),
    ...(host === undefined ? [] : [`(host = '' OR coalesce(${dialect.group('host', hostPattern(host))}, '') <> '')`]),
    ...(path === undefined
      ? []
      : [
          path.endsWith('*')
            ? `substr(path, 1, ${path.length - 1}) = ${text(path.slice(0, -1))}`
            : `(path = ${text(path)} OR ${routeOfPath(dialect)} = ${text(path)})`,
        ]),
  ];
}

const widthOf = (): string =>
  `CASE ${BUCKET_WIDTHS.slice(0, -1)
    .map((width) => `WHEN floor(max(time) / ${width}) - floor(min(time) / ${width}) + 1 <= ${BUCKETS} THEN ${width}`)
    .join(' ')} ELSE ${BUCKET_WIDTHS.at(-1)} END`;

const MONTHS = "'JanFebMarAprMayJunJulAugSepOctNovDec'";
const MONTH_NUMBERS = "'01 02 03 04 05 06 07 08 09 10 11 12'";

/** Whole seconds since 1970; 0 if the lines have no time. */
function timeOf(dialect: Dialect, field: FieldText): string {
  const date = field('date');
  const iso = date === undefined ? field('time-iso') : `${date} || ' ' || ${field('time-of-day')}`;
  const clf = field('time-clf');
  const epoch = field('time-epoch') ?? iso;
  const times = [
    ...(clf === undefined ? [] : [clfTime(dialect, clf)]),
    ...(iso === undefined ? [] : [isoTime(dialect, iso)]),
    ...(epoch === undefined ? [] : [epochSeconds(dialect, epoch)]),
  ];
  return times.length > 1 ? `coalesce(${times.join(', ')})` : (times[0] ?? '0');
}

/** The offset of a time zone from UTC, in seconds. */
const zone = ({ integer }: Dialect, sign: string, hours: string, minutes: string): string =>
  `(CASE WHEN ${sign} = '-' THEN -1 ELSE 1 END) * (${integer(hours)} * 3600 + ${integer(minutes)} * 60)`;

function clfTime(dialect: Dialect, clf: string): string {
  const at = (from: number, length: number) => `substr(${clf}, ${from}, ${length})`;
  const month = `substr(${MONTH_NUMBERS}, ${dialect.position(MONTHS, at(4, 3))}, 2)`;
  const local = `${at(8, 4)} || '-' || ${month} || '-' || ${at(1, 2)} || ' ' || ${at(13, 8)}`;
  const shift = `CASE WHEN ${at(21, 1)} = ' ' THEN ${zone(dialect, at(22, 1), at(23, 2), at(25, 2))} ELSE 0 END`;
  return `${dialect.seconds(local)} - ${shift}`;
}

function isoTime(dialect: Dialect, iso: string): string {
  const offset = `coalesce(${dialect.group(iso, '[T ][0-9:.,]+ ?([+-][0-9]{2}:?[0-9]{2})$')}, '')`;
  const digits = `replace(${offset}, ':', '')`;
  const part = (from: number, length: number) => `substr(${digits}, ${from}, ${length})`;
  const shift = `coalesce(${zone(dialect, part(1, 1), part(2, 2), part(4, 2))}, 0)`;
  return `${dialect.seconds(`replace(substr(${iso}, 1, 19), 'T', ' ')`)} - ${shift}`;
}

function epochSeconds({ decimal, toInteger }: Dialect, text: string): string {
  const value = decimal(text);
  const steps = [1e17, 1e14, 1e11].map((least, i) => `WHEN ${value} > ${least.toFixed(0)} THEN ${10 ** (9 - 3 * i)}`);
  return toInteger(`floor(${value} / (CASE ${steps.join(' ')} ELSE 1 END))`);
}
