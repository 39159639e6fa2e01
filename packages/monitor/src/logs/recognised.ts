import { linesOf, unknownCompression } from './files/log-file.js';
import type { LogFormat } from './formats/format.js';
import { recogniseFormat } from './formats/recognise.js';
import type { LogsProblem } from './logs-error.js';
import type { RecognisedLog } from './report.js';

/** A log with its format; `began` is the time of its first line, in seconds since 1970. */
export interface KnownLog {
  readonly log: RecognisedLog;
  readonly format: LogFormat;
  readonly began: number;
}

/** Recognises a log by its beginning, or takes the format that was given; says what keeps it from being read. */
export function recognised(path: string, head: Buffer, given: LogFormat | undefined): KnownLog | LogsProblem {
  const lines = linesOf(head);
  const found = recogniseFormat(lines, given && [given]);
  if (given && !(found && found.share > 0)) {
    const message = `No line at the beginning of ${path} is of the format that was given.`;
    return { code: 'wrong-format', message, hint: `Its first line: ${shown(lines[0])}` };
  }
  if (!found) return unknown(path, head, lines[0]);
  return {
    format: found.format,
    began: found.began,
    log: {
      path,
      format: found.format.id,
      title: found.format.title,
      certainty: given ? 'given' : found.certainty,
    },
  };
}

function unknown(path: string, head: Buffer, first: string | undefined): LogsProblem {
  const reader = unknownCompression(head);
  if (reader !== undefined)
    return {
      code: 'unreadable-file',
      message: `${path} is compressed in a way that can't be read here.`,
      hint: `${reader} ${path} | corsmith logs`,
    };
  return {
    code: 'unknown-format',
    message: `The format of ${path} is not recognised. Its first line: ${shown(first)}`,
    hint: "Give it with --log-format: a name, or nginx's log_format, or Apache's LogFormat",
  };
}

const shown = (line = ''): string => (line.length > 160 ? `${line.slice(0, 160)}…` : line);
