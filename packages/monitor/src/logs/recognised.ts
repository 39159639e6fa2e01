import { jsonValuesOf, type LogLayout, linesOf, unknownCompression } from './files/log-file.js';
import type { LogFormat } from './format.js';
import type { LogsProblem } from './logs-error.js';
import { recogniseFormat } from './recognise.js';
import type { RecognisedLog } from './report.js';
import { suggestedFormat } from './suggested-format.js';

/** A log with its format; `began` is the time of its first line, in seconds since 1970. */
export interface KnownLog {
  readonly log: RecognisedLog;
  readonly format: LogFormat;
  readonly layout: LogLayout;
  readonly began: number;
}

/** Recognises a log by its beginning, or takes the format that was given; says what keeps it from being read. */
export function recognised(path: string, head: Buffer, given: LogFormat | undefined): KnownLog | LogsProblem {
  const candidates = given && [given];
  const lines = linesOf(head);
  const asLines = recogniseFormat(lines, candidates);
  // Lines that are broken may look like JSON that goes on.
  const asValues = !asLines || isArray(lines) ? recogniseFormat(jsonValuesOf(head), candidates) : undefined;
  const layout = asValues ? 'json values' : 'lines';
  const found = layout === 'lines' ? asLines : asValues;
  const format = found?.format ?? given;
  if (!format) return unknown(path, head, lines);
  const around = (format.wrappers ?? []).map(({ title }) => title);
  return {
    format,
    layout,
    // A format that is given is believed: other lines may stand before its own.
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

/** No line is of the format that was given. */
export const wrongFormat = (path: string, head: Buffer): LogsProblem =>
  withSuggestion(
    { code: 'wrong-format', message: `No line of ${path} is of the format that was given.` },
    linesOf(head),
  );

function unknown(path: string, head: Buffer, lines: readonly string[]): LogsProblem {
  const reader = unknownCompression(head);
  if (reader !== undefined)
    return {
      code: 'unreadable-file',
      message: `${path} is compressed in a way that can't be read here.`,
      hint: `${reader} ${path} | corsmith logs`,
    };
  return withSuggestion({ code: 'unknown-format', message: `The format of ${path} is not known.` }, lines);
}

/** The problem with the first line, and with a format that reads the lines if one can be made. */
function withSuggestion({ code, message }: LogsProblem, lines: readonly string[]): LogsProblem {
  const format = suggestedFormat(lines);
  return {
    code,
    message: `${message} Its first line: ${shown(lines.find((line) => line.trim() !== ''))}`,
    ...(format === undefined
      ? { hint: adviceFor(lines) }
      : { hint: 'Try this, and correct it if a variable is wrong ($any skips a field):', format }),
  };
}

/** Formats that no template reads, and what to do about them. */
const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /\bStarted (?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) "/,
    'Rails writes a request on several lines. The gem lograge writes it on one; or read the log of the proxy in front',
  ],
  [
    /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /,
    'A line must tell the time, the method, the path and the status. The log of the proxy in front may',
  ],
];

const adviceFor = (lines: readonly string[]): string =>
  ADVICE.find(([pattern]) => lines.some((line) => pattern.test(line)))?.[1] ??
  "Is it an access log? Give its format with --log-format: a name, nginx's log_format, or Apache's LogFormat";

const shown = (line = ''): string => (line.length > 160 ? `${line.slice(0, 160)}…` : line);
