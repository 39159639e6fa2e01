import type { FormatProblem, Piece } from './fields-and-texts.js';
import type { FieldKind } from './record.js';

/** The relevant directives of https://httpd.apache.org/docs/2.4/mod/mod_log_config.html. */
const DIRECTIVES: Readonly<Record<string, FieldKind>> = {
  h: 'client',
  a: 'client',
  r: 'request',
  m: 'method',
  U: 'target',
  s: 'status',
  v: 'host',
  V: 'host',
};

/** `%{Name}i`: request headers. */
const HEADERS: Readonly<Record<string, FieldKind>> = {
  host: 'host',
  origin: 'origin',
  referer: 'referer',
  'x-forwarded-for': 'client',
  'x-real-ip': 'client',
  'cf-connecting-ip': 'client',
  'access-control-request-method': 'requested-method',
};

/** `%{format}t`: the time formats that can be parsed. */
const TIMES: Readonly<Record<string, FieldKind>> = {
  sec: 'time-epoch',
  msec: 'time-epoch',
  usec: 'time-epoch',
  '%s': 'time-epoch',
  '%d/%b/%Y:%H:%M:%S %z': 'time-clf',
  '%Y-%m-%dT%H:%M:%S%z': 'time-iso',
  '%FT%T%z': 'time-iso',
};

const DIRECTIVE = /%(?:!?\d{3}(?:,\d{3})*)?[<>]?(?:\{([^}]*)\})?(\^[a-zA-Z]{2}|[a-zA-Z%])/g;

/** The pieces of a `LogFormat`, with or without the backslashes before quotation marks in the configuration. */
export function apachePieces(format: string): readonly Piece[] | { readonly problems: readonly FormatProblem[] } {
  const text = format.replaceAll('\\"', '"').replaceAll('\\t', '\t');
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: name, 1: parameter, 2: letter = '', index } of text.matchAll(DIRECTIVE)) {
    pieces.push({ text: text.slice(at, index) });
    at = index + name.length;
    // A query right after the path is read as part of it.
    if (letter === 'q' && pieces.at(-1) !== undefined && text.slice(0, index).endsWith('%U')) continue;
    if (letter === '%') pieces.push({ text: '%' });
    else if (letter === 't' && parameter === undefined)
      pieces.push({ text: '[' }, { field: 'time-clf', name }, { text: ']' });
    else if (letter === 't') {
      const field = TIMES[(parameter ?? '').replace(/^(?:begin|end):/, '')];
      if (!field)
        return { problems: [{ message: `The time format ${name} is not supported.`, hint: 'Log %t or %{sec}t' }] };
      pieces.push({ field, name });
    } else pieces.push({ field: fieldOf(letter, parameter), name });
  }
  return [...pieces, { text: text.slice(at) }];
}

const fieldOf = (letter: string, parameter: string | undefined): FieldKind =>
  (letter === 'i' ? HEADERS[(parameter ?? '').toLowerCase()] : DIRECTIVES[letter]) ?? 'other';
