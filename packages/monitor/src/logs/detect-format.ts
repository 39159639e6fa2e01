import type { FormatProblem } from './fields-and-texts.js';
import { isTimed, type LogFormat, lineReader } from './format.js';
import { logFormats } from './formats.js';
import { seenLines } from './lines/seen-lines.js';
import { type Unwrapped, unwrapped, type Wrapper } from './lines/wrapper.js';
import type { Fields, LogRecord } from './record.js';
import { w3cShape } from './w3c-fields.js';
import { wrappers } from './wrappers.js';
import { writtenShape } from './written.js';

export interface Detection {
  readonly format: LogFormat;
  /** The share of the first lines that match, from 0 to 1. */
  readonly share: number;
  readonly certainty: 'sure' | 'unsure';
  /** The time of the first matching line, in seconds since 1970; 0 if the format has no time. */
  readonly began: number;
}

/** The size and number of the samples, since other lines may precede the log's. */
const SAMPLE = 100;
const SAMPLES = 20;
const SURE = 0.8;
/** The maximum number of nested wrappers. */
const LAYERS = 3;

/** The format and wrappers that match most of these lines; undefined if no line matches any. */
export function detectFormat(
  lines: readonly string[],
  candidates: readonly LogFormat[] = logFormats,
): Detection | undefined {
  const names = lines.find((line) => line.startsWith('#Fields:'))?.slice('#Fields:'.length);
  const known = candidates.map(({ separator, ...format }) =>
    separator && names ? { ...format, shape: w3cShape(names, separator) } : format,
  );
  const used = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  let best: Match | undefined;
  for (let at = 0; at < Math.min(used.length, SAMPLE * SAMPLES) && !isSure(best); at += SAMPLE) {
    const sample = used.slice(at, at + SAMPLE).map((line) => ({ line }));
    best = better(best, matchOf(sample, known, []));
  }
  return (
    best && { format: best.format, share: best.share, certainty: isSure(best) ? 'sure' : 'unsure', began: best.began }
  );
}

interface Match extends Omit<Detection, 'certainty'> {
  /** The number of fields found. If two formats match the same number of lines, the one with more fields wins. */
  readonly fields: number;
}

const isSure = (match: Match | undefined): boolean => match !== undefined && match.share >= SURE;

function better(one: Match | undefined, other: Match | undefined): Match | undefined {
  if (!one || !other) return one ?? other;
  return other.share > one.share || (other.share === one.share && other.fields > one.fields) ? other : one;
}

/** The format of the lines, or of the lines inside some wrapper. */
function matchOf(
  sample: readonly Unwrapped[],
  candidates: readonly LogFormat[],
  around: readonly Wrapper[],
): Match | undefined {
  let best: Match | undefined;
  for (const candidate of candidates) best = better(best, matchAs(sample, candidate, around));
  if ((best && isSure(best) && isTimed(best.format)) || around.length === LAYERS) return best;
  for (const wrapper of wrappers) {
    const inner = sample.flatMap(({ line, time }) => {
      const one = unwrapped(line, [wrapper]);
      return one ? [{ ...one, ...(time !== undefined && { time }) }] : [];
    });
    const match = inner.length > 0 && matchOf(inner, candidates, [...around, wrapper]);
    if (match) best = better(best, { ...match, share: (match.share * inner.length) / sample.length });
  }
  return best;
}

/** Tries a format: as it is, with the time of a wrapper, and without time. */
function matchAs(
  sample: readonly Unwrapped[],
  { wrappers: _, ...format }: LogFormat,
  around: readonly Wrapper[],
): Match | undefined {
  const wrapped = around.length > 0 ? { ...format, wrappers: around } : format;
  const plain = counted(sample, wrapped);
  if (plain && (isTimed(format) || around.length === 0)) return plain;
  if (sample.some(({ time }) => time !== undefined))
    return counted(sample, { ...wrapped, usesWrapperTime: true }) ?? plain;
  if (plain || format.shape.kind === 'template') return plain;
  const { 'time-clf': _clf, 'time-iso': _iso, 'time-epoch': _epoch, date: _date, ...fields } = format.shape.fields;
  return counted(sample, { ...wrapped, shape: { ...format.shape, fields } });
}

function counted(sample: readonly Unwrapped[], format: LogFormat): Match | undefined {
  const { wrappers: _, ...inner } = format;
  const reader = lineReader(inner);
  const seen = seenLines();
  const bytes = Buffer.from(`${sample.map((one) => reader.written(one)).join('\n')}\n`);
  reader.glance(bytes, seen);
  let count = 0;
  let found = 0;
  let began: number | undefined;
  for (const from of seen.starts.subarray(0, seen.count)) {
    const line = bytes.toString('utf8', from, bytes.indexOf(10, from));
    const fields = reader.fields(line);
    const record = reader.read(line);
    if (!fields || !record || !isPlausible(fields, record)) continue;
    count++;
    const { time, client, host, origin, requestedMethod } = record;
    found += [time, client, host, origin, requestedMethod].filter(Boolean).length;
    began ??= record.time;
  }
  return began === undefined ? undefined : { format, share: count / sample.length, fields: found, began };
}

/** Whether the fields look valid, since text with spaces may be mistaken for other fields. */
export function isPlausible(fields: Fields, { method, path, client }: LogRecord): boolean {
  const { host, origin = '-', 'requested-method': requestedMethod = '-' } = fields;
  // Only next to a host can another word be mistaken for the client.
  const isClient = host === undefined ? /^[\w.:%[\]-]*$/ : /^(?:localhost|unix:|\W*|[\w%[\]-]*[.:][\w.:%[\]-]*)$/;
  return (
    isClient.test(client) &&
    !DATE.test(client) &&
    (host === undefined || (/^[\w.:*[\]-]+$/.test(host) && !DATE.test(host))) &&
    /^(?:-?|null|[a-z][a-z\d+.-]*:\/\/\S*)$/i.test(origin) &&
    /^(?:-|[A-Z]*)$/.test(requestedMethod) &&
    /^[A-Z][A-Z-]{1,30}$/.test(method) &&
    /^[/*]/.test(path)
  );
}

const DATE = /^\d{4}-\d\d-\d\dT/;

/** A format by its name, or as written in the configuration of nginx or Apache. */
export function namedFormat(text: string): LogFormat | { readonly problems: readonly FormatProblem[] } {
  const known = logFormats.find(({ id }) => id === text.trim().toLowerCase());
  if (known) return known;
  if (!/[$%]/.test(text)) {
    const names = logFormats.map(({ id }) => id).join(', ');
    return {
      problems: [
        {
          message: `Unknown log format '${text}'.`,
          hint: `Pass one of ${names}, or nginx's log_format or Apache's LogFormat`,
        },
      ],
    };
  }
  const shape = writtenShape(text);
  return 'problems' in shape ? shape : { id: 'custom', title: 'the format in --log-format', shape };
}
