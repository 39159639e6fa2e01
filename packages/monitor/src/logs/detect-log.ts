import { detectFormat } from './detect-format.js';
import { jsonValuesOf, type LogLayout, linesOf, unknownCompression } from './files/log-file.js';
import type { LogFormat } from './format.js';
import type { LogsProblem } from './logs-error.js';
import type { DetectedLog } from './report.js';
import { suggestedFormat } from './suggested-format.js';

/** A log with its format. `began` is the time of its first line, in seconds since 1970. */
export interface KnownLog {
  readonly log: DetectedLog;
  readonly format: LogFormat;
  readonly layout: LogLayout;
  readonly began: number;
}

/** Detects a log's format from its beginning, unless it is given. Returns the problem if it can't be read. */
export function detectLog(path: string, head: Buffer, given: LogFormat | undefined): KnownLog | LogsProblem {
  const candidates = given && [given];
  const lines = linesOf(head);
  const asLines = detectFormat(lines, candidates);
  // Broken lines may look like the beginning of multi-line JSON.
  const asValues = !asLines || isArray(lines) ? detectFormat(jsonValuesOf(head), candidates) : undefined;
  const layout = asValues ? 'json values' : 'lines';
  const found = layout === 'lines' ? asLines : asValues;
  const format = found?.format ?? given;
  if (!format) return unknown(path, head, lines);
  const around = (format.wrappers ?? []).map(({ title }) => title);
  return {
    format,
    layout,
    // A given format is used even if the first lines don't match, since other lines may precede the log's.
    began: found?.began ?? Number.NEGATIVE_INFINITY,
    log: {
      path,
      format: format.id,
      title: around.length === 0 ? format.title : `${format.title}; in ${around.join(', in ')}`,
      certainty: given ? 'given' : (found?.certainty ?? 'unsure'),
    },
  };
}

const isArray = (lines: readonly string[]): boolean => /^\s*\[\s*(?:\{|$)/.test(lines[0] ?? '');

/** The problem if no line matches the given format. */
export const wrongFormat = (path: string, head: Buffer): LogsProblem =>
  withSuggestion({ code: 'wrong-format', message: `No line of ${path} matches the given format.` }, linesOf(head));

function unknown(path: string, head: Buffer, lines: readonly string[]): LogsProblem {
  const reader = unknownCompression(head);
  if (reader !== undefined)
    return {
      code: 'unreadable-file',
      message: `The compression of ${path} is not supported.`,
      hint: `${reader} ${path} | corsmith logs`,
    };
  return withSuggestion({ code: 'unknown-format', message: `Could not detect the format of ${path}.` }, lines);
}

/** Adds the first line, and a format that matches the lines if one can be generated. */
function withSuggestion({ code, message }: LogsProblem, lines: readonly string[]): LogsProblem {
  const format = suggestedFormat(lines);
  return {
    code,
    message: `${message} First line: ${shown(lines.find((line) => line.trim() !== ''))}`,
    ...(format === undefined
      ? { hint: adviceFor(lines) }
      : { hint: 'Try this, and correct any wrong variables ($any skips a field):', format }),
  };
}

/** Advice for lines that no format can match. */
const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /\bStarted (?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) "/,
    'Rails writes several lines per request. Use the lograge gem, which writes one, or read the log of the proxy in front',
  ],
  [
    /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /,
    'Each line must have the method, path, status and time, which must be in ISO 8601, in Unix time or as nginx and Apache write it. Change the log’s format, or read the log of the proxy in front',
  ],
];

const adviceFor = (lines: readonly string[]): string =>
  ADVICE.find(([pattern]) => lines.some((line) => pattern.test(line)))?.[1] ??
  "If it is an access log, pass its format with --log-format: a name, nginx's log_format or Apache's LogFormat";

const shown = (line = ''): string => (line.length > 160 ? `${line.slice(0, 160)}…` : line);
