import { epochTime, isoTime } from '../record.js';
import type { WrapperId } from '../wrapper-ids.js';
import { type FieldPath, parsedJson, valueAt } from './named-fields.js';

/** What a log collector adds around each line. */
export interface Wrapper {
  readonly id: WrapperId;
  readonly title: string;
  /** Wrappers that may fit the same lines, and are taken only if this one doesn't fit better. */
  readonly before?: readonly WrapperId[];
  readonly shape: TextWrapper | JsonWrapper;
}

/** Text that is removed from the line. Its group `time` is the time of the line. */
interface TextWrapper {
  readonly kind: 'text';
  readonly pattern: RegExp;
}

/** A JSON object with the line and its time, each at one of these paths. */
interface JsonWrapper {
  readonly kind: 'json';
  readonly line: readonly FieldPath[];
  readonly time: readonly FieldPath[];
}

/** A line without its wrappers, and their time in seconds since 1970. */
export interface Unwrapped {
  readonly line: string;
  readonly time?: number;
}

/** Removes the wrappers, the outermost first; undefined if the line doesn't have them. */
export function unwrapped(line: string, wrappers: readonly Wrapper[]): Unwrapped | undefined {
  let inner = line;
  let time: number | undefined;
  for (const { shape } of wrappers) {
    const next = shape.kind === 'text' ? withoutText(inner, shape) : textIn(inner, shape);
    if (next === undefined) return undefined;
    inner = next.line;
    time ??= next.time === undefined ? undefined : writtenAt(next.time);
  }
  return { line: inner, ...(time !== undefined && { time }) };
}

interface Layer {
  readonly line: string;
  readonly time?: string | undefined;
}

function withoutText(line: string, { pattern }: TextWrapper): Layer | undefined {
  const found = line.match(pattern);
  if (!found) return undefined;
  return { line: line.replace(pattern, ''), time: found.groups?.time };
}

function textIn(line: string, { line: paths, time }: JsonWrapper): Layer | undefined {
  const object = parsedJson(line);
  if (object === undefined) return undefined;
  const first = (candidates: readonly FieldPath[]) => {
    for (const path of candidates) {
      const value = valueAt(object, path);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const text = first(paths);
  return text === undefined ? undefined : { line: text.trimEnd().replaceAll(/[\r\n]+/g, ' '), time: first(time) };
}

/** Seconds since 1970. Syslog's `Mar  2 10:00:00` has neither year nor time zone: it is the last such day, in UTC. */
function writtenAt(text: string): number | undefined {
  const [, month = '', day = '', clock = ''] = SYSLOG_TIME.exec(text) ?? [];
  if (month === '') return isoTime(text) ?? epochTime(Number(text));
  const now = Date.now() / 1000;
  const year = new Date().getUTCFullYear();
  const at = (one: number) => Date.parse(`${day} ${month} ${one} ${clock} UTC`) / 1000;
  return Math.floor(at(year) > now + 86_400 ? at(year - 1) : at(year)) || undefined;
}

const SYSLOG_TIME = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d)/;

/** Removes the wrappers of a block's lines; lines without them are kept. */
export function unwrappedBytes(
  bytes: Buffer,
  wrappers: readonly Wrapper[],
  written: (inner: Unwrapped) => string,
): Buffer {
  const lines = bytes.toString('utf8').split('\n');
  const plain = lines.map((line) => {
    const inner = unwrapped(line.endsWith('\r') ? line.slice(0, -1) : line, wrappers);
    return inner === undefined ? line : written(inner);
  });
  return Buffer.from(plain.join('\n'));
}
