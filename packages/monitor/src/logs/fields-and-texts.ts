import type { Template } from './lines/template.js';
import { type FieldKind, hasTime } from './record.js';

/** A part of a format: a field, or the text between two fields. */
export type Piece = { readonly text: string } | { readonly field: FieldKind; readonly name: string };

export interface FormatProblem {
  readonly message: string;
  readonly hint?: string;
}

/** The template, or every reason why its lines could not be parsed. */
export function templateOf(pieces: readonly Piece[]): Template | { readonly problems: readonly FormatProblem[] } {
  const lead =
    pieces
      .map((piece) => ('text' in piece ? piece.text : '\0'))
      .join('')
      .split('\0')[0] ?? '';
  const named = pieces.flatMap((piece, index) =>
    'field' in piece ? [{ ...piece, end: textAfter(pieces, index) }] : [],
  );
  const problems: FormatProblem[] = named.slice(0, -1).flatMap(({ name, end }, index) =>
    end === ''
      ? [
          {
            message: `${name} and ${named[index + 1]?.name} need a separator between them.`,
          },
        ]
      : [],
  );
  problems.push(...missingFields(new Set(named.map(({ field }) => field))));
  if (problems.length > 0) return { problems };
  return { kind: 'template', lead, fields: named.map(({ field, end }) => ({ kind: field, end })) };
}

/** The text up to the next field. */
function textAfter(pieces: readonly Piece[], index: number): string {
  let text = '';
  for (const piece of pieces.slice(index + 1)) {
    if ('field' in piece) break;
    text += piece.text;
  }
  return text;
}

/** The required fields that a format doesn't log. */
export function missingFields(kinds: ReadonlySet<FieldKind>): readonly FormatProblem[] {
  const has = (...any: readonly FieldKind[]) => any.some((kind) => kinds.has(kind));
  return [
    ...(has('request', 'method') ? [] : [missing('method', '$request (nginx) or %r (Apache)')]),
    ...(has('request', 'target') ? [] : [missing('path', '$request (nginx) or %r (Apache)')]),
    ...(has('status') ? [] : [missing('status', '$status (nginx) or %>s (Apache)')]),
    ...(hasTime(kinds) ? [] : [missing('time', '$time_local (nginx) or %t (Apache)')]),
  ];
}

const missing = (what: string, where: string): FormatProblem => ({
  message: `The format does not log the ${what}.`,
  hint: `Add ${where}`,
});
