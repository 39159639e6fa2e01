import type { Glance } from '../lines/glance.js';
import { type JsonShape, jsonGlance, readJson } from '../lines/json-line.js';
import { readTemplate, type Template, templateGlance } from '../lines/template.js';
import { type FieldKind, type LogRecord, recordOf } from '../record.js';

/** How the lines of an access log are written. */
export interface LogFormat {
  readonly id: string;
  readonly title: string;
  readonly shape: Template | JsonShape;
}

/** What reads lines of a format. */
export interface LineReader {
  /** The request, or undefined where the line is none of the format. */
  readonly read: (line: string) => LogRecord | undefined;
  readonly glance: Glance;
  readonly knownFields: ReadonlySet<FieldKind>;
}

export function lineReader({ shape }: LogFormat): LineReader {
  const knownFields = fieldsOf(shape);
  if (shape.kind === 'json')
    return { knownFields, glance: jsonGlance(shape), read: (line) => record(readJson(shape, line)) };
  return { knownFields, glance: templateGlance(shape), read: (line) => record(readTemplate(shape, line)) };

  function record(fields: ReturnType<typeof readJson>): LogRecord | undefined {
    return fields && recordOf(fields, knownFields);
  }
}

export const fieldsOf = (shape: LogFormat['shape']): ReadonlySet<FieldKind> =>
  new Set(shape.kind === 'json' ? (Object.keys(shape.fields) as FieldKind[]) : shape.fields.map(({ kind }) => kind));
