import type { DetectedStack, Recipe } from '@corsmith/stacks';
import { BLANK, besideLabel, indent, type Line, labelled, paragraph } from './line.js';

export interface RecipeScreen {
  /** The stack as detected. */
  readonly seen?: DetectedStack | undefined;
  /** Columns. */
  readonly width: number;
}

/** The configuration file by file, then what to do. Code begins at the left edge, so that it can be copied as it is. */
export function recipeLines(recipe: Recipe, screen: RecipeScreen): Line[] {
  const room = besideLabel(screen.width);
  return [
    ...recipeHead(recipe, screen),
    ...(recipe.removals ?? []).flatMap(({ path, looks }) => [
      ...labelled('', paragraph(`In ${path} and the files it includes, remove lines like these:`, room)),
      ...codeLines(looks),
    ]),
    ...fileLines(recipe.files, room),
    ...labelled('', stepLines(recipe.steps, room)),
    ...(recipe.forms ?? []).flatMap(({ when, files }) => [
      BLANK,
      ...labelled('Or', paragraph(`${when}:`, room)),
      ...fileLines(files, room).slice(0, -1),
    ]),
  ];
}

const fileLines = (files: Recipe['files'], room: number): Line[] =>
  files.flatMap((file) => [
    ...labelled('', paragraph(`In ${file.path}, ${file.where}:`, room)),
    ...codeLines(file.code.replace(/\n+$/, '').split('\n')),
  ]);

/** What the stack can't express, its name, and how the recipe was verified. */
export function recipeHead(recipe: Recipe, { seen, width }: RecipeScreen): Line[] {
  return [...leftOutLines(recipe, width), ...titleLines(recipe, { seen, width })];
}

function leftOutLines({ leftOut = [], title }: Recipe, width: number): Line[] {
  if (leftOut.length === 0) return [];
  const [first = BLANK, ...rest] = paragraph(`${title} cannot express the whole policy:`, width - 2, 'strong');
  return [
    [['bad', '✗ '], ...first],
    ...indent(2, rest),
    ...indent(
      2,
      bullets(
        [...leftOut, 'The configuration below allows less. Set CORS in a proxy in front, or change the policy.'],
        width - 2,
      ),
    ),
    BLANK,
  ];
}

/** Each sentence behind a dash. */
export const bullets = (sentences: readonly string[], room: number): Line[] =>
  sentences.flatMap((sentence) =>
    paragraph(sentence, room - 2).map((row, index): Line => [index === 0 ? '- ' : '  ', ...row]),
  );

function titleLines(recipe: Recipe, { seen, width }: RecipeScreen): Line[] {
  const known = [seen?.evidence[0], proofOf(recipe)].filter(Boolean).join('; ');
  const { title } = recipe;
  if (title.length + 3 + known.length <= besideLabel(width))
    return labelled('Fix', [
      [
        ['strong', title],
        ['dim', `   ${known}`],
      ],
    ]);
  return labelled('Fix', [[['strong', title]], ...paragraph(known, besideLabel(width), 'dim')]);
}

export const proofOf = ({ verified, version, title }: Pick<Recipe, 'verified' | 'version' | 'title'>): string =>
  verified === 'real-server' ? `tested on ${version ?? title}` : 'from its documentation';

export const codeLines = (rows: readonly string[]): Line[] => [
  BLANK,
  ...rows.map((row): Line => (row === '' ? BLANK : [['code', row]])),
  BLANK,
];

/** Numbered where there are several. A command stays in one row, so that it can be copied. */
export const stepLines = (steps: readonly string[], room: number): Line[] =>
  steps.flatMap((step, index) => {
    const rows = isCommand(step) ? [[['code', step] as const]] : paragraph(step, room - 3);
    return steps.length === 1 ? rows : rows.map((row, i): Line => [i === 0 ? `${index + 1}. ` : '   ', ...row]);
  });

/** A sentence ends with a full stop. */
const isCommand = (step: string): boolean => /^[a-z].*[^.:]$/.test(step);
