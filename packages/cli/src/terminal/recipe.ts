import type { Recipe, RecognisedStack } from '@corsmith/doctor';
import { BLANK, besideLabel, type Line, labelled, paragraph } from './line.js';

export interface RecipeScreen {
  /** What showed that the server runs this. */
  readonly seen?: RecognisedStack | undefined;
  /** Columns. */
  readonly width: number;
}

/** The configuration file by file, then what to do. Code begins at the left edge, so that it can be copied as it is. */
export function recipeLines(fix: Recipe, { seen, width }: RecipeScreen): Line[] {
  const room = besideLabel(width);
  const proof = fix.verified === 'real-server' ? `proved on ${fix.version ?? fix.title}` : 'from its documentation';
  return [
    ...labelled('Fix', [
      [
        ['strong', fix.title],
        ['dim', `   ${[seen?.evidence[0], proof].filter(Boolean).join('; ')}`],
      ],
    ]),
    ...(fix.removals ?? []).flatMap(({ path, looks }) => [
      ...labelled('', paragraph(`In ${path}, and in what it includes, take away what looks like this:`, room)),
      ...codeLines(looks),
    ]),
    ...fix.files.flatMap((file) => [
      ...labelled('', paragraph(`In ${file.path}, ${file.where}:`, room)),
      ...codeLines(file.code.replace(/\n+$/, '').split('\n')),
    ]),
    ...stepLines(fix, room),
  ];
}

export const codeLines = (rows: readonly string[]): Line[] => [
  BLANK,
  ...rows.map((row): Line => [['code', row]]),
  BLANK,
];

const stepLines = ({ steps }: Recipe, room: number): Line[] =>
  steps.flatMap((step, index) =>
    labelled('', steps.length === 1 ? paragraph(step, room) : numbered(index + 1, paragraph(step, room - 3))),
  );

const numbered = (number: number, rows: readonly Line[]): Line[] =>
  rows.map((row, index) => [index === 0 ? `${number}. ` : '   ', ...row]);
