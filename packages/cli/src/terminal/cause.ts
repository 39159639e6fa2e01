import type { Cause, Diagnosis, Recipe } from '@corsmith/doctor';
import { BLANK, besideLabel, type Line, labelled, lengthOf, paragraph } from './line.js';

/** Why, in plain words, with the cause's id at the right edge of its last line. */
export function causeLines(cause: Cause, width: number): Line[] {
  const room = besideLabel(width);
  const certainty = cause.certainty === 'certain' ? '' : ' (likely)';
  const id: Line = [['dim', cause.id + certainty]];
  const rows = paragraph(`${cause.title}. ${cause.explanation}`.replace(/([.!?])\. /, '$1 '), room);
  const last = rows.at(-1) ?? BLANK;
  const gap = room - lengthOf(last) - lengthOf(id);
  const aligned: Line[] =
    gap >= 2
      ? [...rows.slice(0, -1), [...last, ' '.repeat(gap), ...id]]
      : [...rows, [' '.repeat(Math.max(0, room - lengthOf(id))), ...id]];
  const general = cause.evidence
    .filter((one) => one.exchange === undefined)
    .flatMap((one) => paragraph(one.text, room));
  return labelled('Cause', [...aligned, ...general]);
}

/** What to change. Code begins at the left edge, so that it can be copied as it is. */
export function fixLines({ fix }: Cause, { stack }: Diagnosis, width: number): Line[] {
  if (!fix) return [];
  const room = besideLabel(width);
  const seen = stack.find(({ id }) => id === fix.stack)?.evidence[0];
  const proof =
    fix.verified === 'real-server' ? `proved on ${fix.title} ${fix.version ?? ''}`.trimEnd() : 'from its documentation';
  return [
    ...labelled('Fix', [
      [
        ['strong', fix.title],
        ['dim', `   ${[seen, proof].filter(Boolean).join('; ')}`],
      ],
    ]),
    ...fix.files.flatMap((file) => [
      ...labelled('', paragraph(`In ${file.path}, ${file.where}:`, room)),
      BLANK,
      ...file.code
        .replace(/\n+$/, '')
        .split('\n')
        .map((row): Line => [['code', row]]),
      BLANK,
    ]),
    ...stepLines(fix, room),
  ];
}

const stepLines = ({ steps }: Recipe, room: number): Line[] =>
  steps.flatMap((step, index) =>
    labelled('', steps.length === 1 ? paragraph(step, room) : numbered(index + 1, paragraph(step, room - 3))),
  );

const numbered = (number: number, rows: readonly Line[]): Line[] =>
  rows.map((row, index) => [index === 0 ? `${number}. ` : '   ', ...row]);

/** What will be in the way once the first cause is gone. */
export const nextLines = ([, ...later]: readonly Cause[], width: number): Line[] =>
  later.length === 0
    ? []
    : labelled(
        'Next',
        later.flatMap(({ title }) => paragraph(`After this fix: ${title}.`.replace('..', '.'), besideLabel(width))),
      );
