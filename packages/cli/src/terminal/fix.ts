import type { Diagnosis } from '@corsmith/doctor';
import type { DetectedStack, Recipe } from '@corsmith/stacks';
import type { ListedStack } from '../fix/list.js';
import type { Written } from '../fix/written.js';
import { causeLines } from './cause.js';
import { BLANK, besideLabel, indent, type Line, labelled, lengthOf, paragraph } from './line.js';
import { bullets, proofOf, recipeHead, recipeLines, stepLines } from './recipe.js';
import { shellCommand } from './shell.js';
import { isAllowed, verdictLines } from './verdict.js';

export interface PrintedFix {
  readonly recipe: Recipe;
  /** The words of the command that verifies it. */
  readonly verify: readonly (readonly string[])[];
  /** The diagnosis, if a request was sent. */
  readonly found?: Diagnosis | undefined;
}

/** The cause if known, the configuration, its pitfalls, and how to verify it. */
export const fixScreen = (fix: PrintedFix, width: number): Line[] => [
  ...foundLines(fix, width),
  ...recipeLines(fix.recipe, { seen: seenOf(fix), width }),
  BLANK,
  ...bewareLines(fix, width),
];

/** The same with a diff instead of the configuration. */
export const diffLines = (diff: string, fix: PrintedFix, width: number): Line[] => [
  ...foundLines(fix, width),
  ...recipeHead(fix.recipe, { seen: seenOf(fix), width }),
  BLANK,
  ...(diff === '' ? [] : [...diff.trimEnd().split('\n').map(diffLine), BLANK]),
];

function diffLine(row: string): Line {
  const text = row.replace(/\r$/, '');
  if (text === '') return BLANK;
  return [[row.startsWith('+') ? 'added' : row.startsWith('-') ? 'removed' : 'around', text]];
}

/** Why a file was not written. */
export const refusedLines = (path: string, why: string, width: number): Line[] => {
  const [first = BLANK, ...rest] = paragraph(`Nothing was written to ${path}. ${why}`, width - 2);
  return [[['bad', '✗ '], ...first], ...indent(2, rest)];
};

/** What happened to the file. */
export function writtenLine(written: Written['state'], path: string, width: number): Line[] {
  switch (written) {
    case 'written':
      return [[['good', `✓ Written to ${path}`]]];
    case 'unchanged':
      return [[['good', `✓ ${path} already has it`]]];
    case 'not-written':
      return paragraph('Nothing was written. Pass --yes to write it without confirmation.', width);
  }
}

/** What is left to do after writing the file. */
export const afterwardsLines = (fix: PrintedFix, width: number): Line[] => [
  ...labelled('Then', stepLines(fix.recipe.steps, besideLabel(width))),
  BLANK,
  ...bewareLines(fix, width),
];

function foundLines({ recipe, found }: PrintedFix, width: number): Line[] {
  if (!found) return [];
  const [cause] = found.causes;
  const others = found.stack.filter(({ id }) => id !== recipe.stack);
  return [
    ...verdictLines(found, width),
    BLANK,
    ...(cause ? [...causeLines(cause, width), BLANK] : []),
    ...(recipe.change === undefined
      ? []
      : [...labelled('Change', paragraph(recipe.change, besideLabel(width), 'strong')), BLANK]),
    ...(others.length > 0 ? [...othersLines(others, width), BLANK] : []),
  ];
}

const seenOf = ({ recipe, found }: PrintedFix): DetectedStack | undefined =>
  found?.stack.find(({ id }) => id === recipe.stack);

function bewareLines({ recipe, verify }: PrintedFix, width: number): Line[] {
  const room = besideLabel(width);
  return [
    ...(recipe.pitfalls.length > 0 ? [...labelled('Beware', bullets(recipe.pitfalls, room)), BLANK] : []),
    ...labelled(
      'Verify',
      shellCommand(verify, room).map((row): Line => [['code', row]]),
    ),
  ];
}

function othersLines(others: readonly DetectedStack[], width: number): Line[] {
  const names = others.map(({ id, evidence }) => `${id} (${evidence[0]})`).join(', ');
  const sentence = `${names}. Only one of them should set the CORS headers: --stack ${others[0]?.id} prints its configuration instead.`;
  return labelled('Detected', paragraph(sentence, besideLabel(width)));
}

/** If there is nothing to configure: the verdict, and the cause if there is one. */
export function nothingScreen(found: Diagnosis, width: number): Line[] {
  const [cause] = found.causes;
  const sentence = isAllowed(found)
    ? 'Nothing to fix for this request. Pass --stack ID to print the configuration anyway.'
    : 'No CORS configuration on the server fixes this.';
  return [
    ...verdictLines(found, width),
    BLANK,
    ...(cause ? [...causeLines(cause, width), BLANK] : []),
    ...labelled('Fix', paragraph(sentence, besideLabel(width))),
  ];
}

/** A row per stack if it fits: its id, its title, how it was verified, and whether a program can write it. */
export function listScreen(stacks: readonly ListedStack[], width: number): Line[] {
  const column = Math.max(...stacks.map(({ stack }) => stack.length)) + 2;
  return stacks.flatMap((one): Line[] => {
    const proof = `${one.verified === 'documented' ? 'documented' : proofOf(one)}${one.writes ? ', --write' : ''}`;
    const head: Line = [['strong', one.stack.padEnd(column)], one.title];
    if (lengthOf(head) + 2 + proof.length <= width) return [[...head, ['dim', `  ${proof}`]]];
    return [head, ...indent(4, paragraph(proof, width - 4, 'dim'))];
  });
}
