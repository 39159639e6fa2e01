import type { Span } from '../../source-file.js';
import type { FunctionExpression } from './program.js';

/** A value while a program is followed. */
export type Datum =
  | Text
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly items: Datum[] }
  | { readonly kind: 'map'; readonly entries: Map<string, Datum> }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string; readonly at: Span }
  | { readonly kind: 'closure'; readonly made: FunctionExpression; readonly scope: Scope }
  /** Something of the host: a request, a response, a function of the language. */
  | Native
  | Unknown;

export interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly at: Span;
  /** The text is the request's Origin, or the host in it. */
  readonly part?: 'origin' | 'host';
}

export interface Native {
  readonly kind: 'native';
  readonly get: (key: string) => Datum | undefined;
  readonly call?: (args: readonly Datum[], at: Span) => Datum;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly because: string;
  /** The environment variable itself, whose absence is known to happen. */
  readonly variable?: string;
}

export interface Scope {
  readonly names: Map<string, Slot>;
  readonly outer: Scope | undefined;
}

/** A declaration is evaluated when it is first looked at. */
export interface Slot {
  datum: Datum | (() => Datum);
}

export const NOTHING: Datum = { kind: 'nothing' };
export const yesOrNo = (boolean: boolean): Datum => ({ kind: 'boolean', boolean });
export const numbered = (number: number): Datum => ({ kind: 'number', number });
export const unknown = (because: string, variable?: string): Unknown => ({
  kind: 'unknown',
  because,
  ...(variable !== undefined && { variable }),
});
export const written = (text: string, at: Span, part?: Text['part']): Text => ({
  kind: 'text',
  text,
  at,
  ...(part && { part }),
});
export const native = (call: Native['call'], get: Native['get'] = () => undefined): Native => ({
  kind: 'native',
  get,
  ...(call && { call }),
});

/** Whether a condition holds; undefined if that isn't known. */
export function truth(datum: Exclude<Datum, Unknown>): boolean;
export function truth(datum: Datum): boolean | undefined;
export function truth(datum: Datum): boolean | undefined {
  switch (datum.kind) {
    case 'unknown':
      return undefined;
    case 'nothing':
      return false;
    case 'boolean':
      return datum.boolean;
    case 'number':
      return datum.number !== 0;
    case 'text':
      return datum.text !== '';
    default:
      return true;
  }
}

/** A scalar as text. */
export function asText(datum: Datum | undefined): string | undefined {
  if (datum?.kind === 'text') return datum.text;
  if (datum?.kind === 'number') return String(datum.number);
  return datum?.kind === 'boolean' ? String(datum.boolean) : undefined;
}

/** Something that came from this value; why it isn't known stays the same. */
export const unknownFrom = (datum: Datum): Datum =>
  unknown(datum.kind === 'unknown' ? datum.because : 'it is computed');

export function literal(value: string | number | boolean | null, at: Span): Datum {
  if (typeof value === 'string') return written(value, at);
  if (typeof value === 'number') return numbered(value);
  return typeof value === 'boolean' ? yesOrNo(value) : NOTHING;
}
