import type { Glance } from './lines/glance.js';
import { type NamedFields, namedFieldsGlance, readNamedFields } from './lines/named-fields.js';
import { readTemplate, type Template, templateGlance } from './lines/template.js';
import { type Unwrapped, unwrappedBytes, type Wrapper } from './lines/wrapper.js';
import { type FieldKind, type Fields, type LogRecord, recordOf, tellsTime } from './record.js';

/** How the lines of an access log are written. Plain data. */
export interface LogFormat {
  readonly id: string;
  readonly title: string;
  readonly shape: Template | NamedFields;
  /** What stands around each line, the outermost first. */
  readonly wrappers?: readonly Wrapper[];
  /** Whether the lines tell no time of their own, and that of a wrapper counts. */
  readonly takesTimeOfWrapper?: true;
}

/** A format that is known by name. */
export interface KnownFormat extends LogFormat {
  /** What stands between fields that the file's own line `#Fields:` names. */
  readonly separator?: ' ' | '\t';
}

/** What reads lines of a format. */
export interface LineReader {
  /** The request, or undefined where the line is none of the format. */
  readonly read: (line: string) => LogRecord | undefined;
  readonly fields: (line: string) => Fields | undefined;
  readonly glance: Glance;
  readonly knownFields: ReadonlySet<FieldKind>;
  /** The line as `read` and `glance` take it. */
  readonly written: (line: Unwrapped) => string;
  /** The lines so; absent if they stand so in the log. */
  readonly unwrap?: (bytes: Buffer) => Buffer;
}

export function lineReader({ shape: inner, wrappers = [], takesTimeOfWrapper }: LogFormat): LineReader {
  const shape = takesTimeOfWrapper ? withTime(inner) : inner;
  const knownFields = fieldsOf(shape);
  const written = takesTimeOfWrapper ? (line: Unwrapped) => timedLine(inner, line) : ({ line }: Unwrapped) => line;
  const fields =
    shape.kind === 'template'
      ? (line: string) => readTemplate(shape, line)
      : (line: string) => readNamedFields(shape, line);
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
  new Set(
    shape.kind === 'template' ? shape.fields.map(({ kind }) => kind) : (Object.keys(shape.fields) as FieldKind[]),
  );

/** Whether a log of this format tells when its requests were. */
export const isTimed = (format: LogFormat): boolean =>
  format.takesTimeOfWrapper === true || tellsTime(fieldsOf(format.shape));

const TIME = 'corsmith-time';

/** The shape of the line with the wrapper's time before it. */
function withTime(shape: LogFormat['shape']): LogFormat['shape'] {
  if (shape.kind !== 'template') return { ...shape, fields: { ...shape.fields, 'time-epoch': [[TIME]] } };
  return { kind: 'template', lead: '', fields: [{ kind: 'time-epoch', end: ` ${shape.lead}` }, ...shape.fields] };
}

function timedLine(shape: LogFormat['shape'], { line, time = 0 }: Unwrapped): string {
  if (shape.kind === 'template') return `${time} ${line}`;
  return shape.kind === 'pairs' ? `${TIME}=${time} ${line}` : line.replace(/^\{/, `{"${TIME}":"${time}",`);
}
