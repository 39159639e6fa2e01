import type { Template } from '../lines/template.js';
import type { FieldKind } from '../record.js';

/** A format as it is written: fields, and the texts between them. */
export type Piece = { readonly text: string } | { readonly field: FieldKind; readonly name: string };

export interface FormatProblem {
  readonly message: string;
  readonly hint?: string;
}

/** The template, or every reason why its lines could not be read. */
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
            message: `Nothing stands between ${name} and ${named[index + 1]?.name}, so no one can tell where it ends.`,
          },
        ]
      : [],
  );
  const kinds = new Set(named.map(({ field }) => field));
  const has = (...any: readonly FieldKind[]) => any.some((kind) => kinds.has(kind));
  if (!has('request', 'method'))
    problems.push({ message: 'The format does not log the method.', hint: 'It is in $request (nginx) or %r (Apache)' });
  if (!has('request', 'target'))
    problems.push({ message: 'The format does not log the path.', hint: 'It is in $request (nginx) or %r (Apache)' });
  if (!has('status'))
    problems.push({ message: 'The format does not log the status.', hint: 'It is $status (nginx) or %>s (Apache)' });
  if (!has('time-clf', 'time-iso', 'time-epoch', 'date'))
    problems.push({ message: 'The format does not log the time.', hint: 'It is $time_local (nginx) or %t (Apache)' });
  if (problems.length > 0) return { problems };
  return { kind: 'template', lead, fields: named.map(({ field, end }) => ({ kind: field, end })) };
}

/** The texts up to the next field. */
function textAfter(pieces: readonly Piece[], index: number): string {
  let text = '';
  for (const piece of pieces.slice(index + 1)) {
    if ('field' in piece) break;
    text += piece.text;
  }
  return text;
}
