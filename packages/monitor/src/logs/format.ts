import type { LogFormatName } from './format-names.js';
import type { Glance } from './lines/glance.js';
import { kindsOf, type NamedFields, namedFieldsGlance, namedFieldsReader } from './lines/named-fields.js';
import { readTemplate, type Template, templateGlance } from './lines/template.js';
import { type Unwrapped, unwrappedBytes, type Wrapper } from './lines/wrapper.js';
import { type FieldKind, type Fields, hasTime, type LogRecord, recordOf } from './record.js';

/** The format of an access log's lines. Plain data. */
export interface LogFormat {
  readonly id: string;
  readonly title: string;
  readonly shape: Template | NamedFields;
  /** The wrappers around each line, the outermost first. */
  readonly wrappers?: readonly Wrapper[];
  /** The lines have no time, so the wrapper's time is used. */
  readonly usesWrapperTime?: true;
  /** The separator of the fields that the file's `#Fields:` line names. */
  readonly separator?: ' ' | '\t';
}

/** A format with a name. */
export interface KnownFormat extends LogFormat {
  readonly id: LogFormatName;
  /** Formats that may fit the same lines, and are taken only if this one doesn't fit better. */
  readonly before?: readonly LogFormatName[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
}

/** Parses lines of a format. */
export interface LineReader {
  /** The request, or undefined if the line is of another format. */
  readonly read: (line: string) => LogRecord | undefined;
  readonly fields: (line: string) => Fields | undefined;
  readonly glance: Glance;
  readonly knownFields: ReadonlySet<FieldKind>;
  /** The unwrapped line in the form that `read` and `glance` take. */
  readonly written: (line: Unwrapped) => string;
  /** Converts a block to that form; absent if the format has no wrappers. */
  readonly unwrap?: (bytes: Buffer) => Buffer;
}

export function lineReader({ shape: inner, wrappers = [], usesWrapperTime }: LogFormat): LineReader {
  const shape = usesWrapperTime ? withTime(inner) : inner;
  const knownFields = fieldsOf(shape);
  const written = usesWrapperTime ? (line: Unwrapped) => timedLine(inner, line) : ({ line }: Unwrapped) => line;
  const fields = shape.kind === 'template' ? (line: string) => readTemplate(shape, line) : namedFieldsReader(shape);
  return {
    knownFields,
    fields,
    written,
    glance: shape.kind === 'template' ? templateGlance(shape) : namedFieldsGlance(shape),
    read(line) {
      const found = fields(line);
      return found && recordOf(found, knownFields);
    },
    ...(wrappers.length > 0 && { unwrap: (bytes) => unwrappedBytes(bytes, wrappers, written) }),
  };
}

export const fieldsOf = (shape: LogFormat['shape']): ReadonlySet<FieldKind> =>
  new Set(shape.kind === 'template' ? shape.fields.map(({ kind }) => kind) : kindsOf(shape.fields));

/** Whether logs of this format have times. */
export const isTimed = (format: LogFormat): boolean =>
  format.usesWrapperTime === true || hasTime(fieldsOf(format.shape));

const TIME = 'corsmith-time';

/** The shape of a line with the wrapper's time in front. */
function withTime(shape: LogFormat['shape']): LogFormat['shape'] {
  if (shape.kind !== 'template') return { ...shape, fields: { ...shape.fields, 'time-epoch': [[TIME]] } };
  return { kind: 'template', lead: '', fields: [{ kind: 'time-epoch', end: ` ${shape.lead}` }, ...shape.fields] };
}

function timedLine(shape: LogFormat['shape'], { line, time = 0 }: Unwrapped): string {
  if (shape.kind === 'template') return `${time} ${line}`;
  return shape.kind === 'pairs' ? `${TIME}=${time} ${line}` : line.replace(/^\{/, `{"${TIME}":"${time}",`);
}
