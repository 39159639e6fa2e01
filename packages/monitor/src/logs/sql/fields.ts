import type { LogFormat } from '../format.js';
import type { Template, TemplateField } from '../lines/template.js';
import type { FieldKind } from '../record.js';
import type { Dialect } from './dialect.js';

/** The expression for a field of `line`, or undefined if the format doesn't have it. */
export type FieldText = (kind: FieldKind) => string | undefined;

/** The expressions that extract a format's fields from a line. */
export function fieldTexts({ shape }: LogFormat, dialect: Dialect): FieldText {
  if (shape.kind === 'template')
    return (kind) => {
      const index = shape.fields.findIndex((field) => field.kind === kind);
      return index < 0 ? undefined : `coalesce(${dialect.group('line', linePattern(shape, index))}, '')`;
    };
  if (shape.kind === 'pairs')
    return (kind) => {
      const places = shape.fields[kind]?.map(([key = '']) =>
        dialect.group('line', `(?:^|[^a-zA-Z0-9_@.-])${escaped(key)}=(?:"?)([^" ]*)`),
      );
      return places && `coalesce(${[...places.map((text) => `nullif(${text}, '')`), "''"].join(', ')})`;
    };
  return (kind) => {
    const places = shape.fields[kind]?.flatMap((path) => [`${jsonPath(path)}[0]`, jsonPath(path)]);
    return (
      places && `coalesce(${[...places.map((path) => `nullif(${dialect.json('line', path)}, '')`), "''"].join(', ')})`
    );
  };
}

export const jsonPath = (path: readonly string[]): string =>
  `$${path.map((key) => (/^\w+$/.test(key) ? `.${key}` : `."${key}"`)).join('')}`;

/** The template as an RE2 regular expression, with a group around that field. */
function linePattern({ lead, fields }: Template, index: number): string {
  const parts = fields.map((field, i) => {
    const text = fieldPattern(field);
    return (i === index ? `(${text})` : text) + escaped(field.end);
  });
  return `^${escaped(lead)}${parts.join('')}`;
}

function fieldPattern({ kind, end }: TemplateField): string {
  if (kind === 'status') return '[0-9]{3}';
  if (end === '') return '.*';
  if (end.startsWith('"')) return '(?:[^"\\\\]|\\\\.)*';
  if (kind === 'client') return '[^ "]*(?:, [^ "]*)*';
  return kind === 'other'
    ? '.*?'
    : `[^${end.startsWith(' ') || end.startsWith('\t') ? escaped(end.charAt(0)) : '"'}]*${kind === 'time-clf' ? '?' : ''}`;
}

const escaped = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&').replaceAll('\t', '\\t');
