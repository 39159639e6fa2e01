import type { Cause, Diagnosis, Recipe } from '@corsmith/doctor';
import type { PolicyConfig } from '@corsmith/server';
import { fixCommand, writeCommand } from '../fix/fix-command.js';
import { causeLines, fixLines } from '../terminal/cause.js';
import { BLANK, besideLabel, indent, type Line, labelled, paragraph } from '../terminal/line.js';
import { recipeLines } from '../terminal/recipe.js';
import { shellCommand } from '../terminal/shell.js';
import type { ProxyArguments } from './arguments.js';

/** Where it listens, for whom, and what to write in the page. */
export function startLines({ target, pages, cookies }: ProxyArguments, port: number, width: number): Line[] {
  const origins = pages.config.origins as readonly string[];
  const room = besideLabel(width);
  return [
    [['good', '✓ '], `http://localhost:${port} stands before ${target.origin}`],
    BLANK,
    ...labelled('Pages', paragraph(`${origins.join(', ')} may use it; no other page, and no other machine.`, room)),
    ...(cookies === 'rewritten'
      ? labelled(
          'Cookies',
          paragraph('lose Domain, Secure and SameSite=None on their way, unless they must be Secure.', room),
        )
      : []),
    ...labelled('Use', paragraph(`In the page, write http://localhost:${port} for ${target.origin}.`, room)),
    ...labelled('End', paragraph('Ctrl-C', room)),
  ];
}

export interface RepairedScreen {
  readonly diagnosis: Diagnosis;
  /** Those that were not told before. */
  readonly causes: readonly Cause[];
  readonly changed: readonly string[];
  /** For all that pages have asked for so far; absent where no configuration is known, `told` where it is as it was. */
  readonly whole?: WholeFix | 'told' | undefined;
  /** Columns. */
  readonly width: number;
}

export interface WholeFix {
  readonly recipe: Recipe;
  readonly policy: PolicyConfig;
}

/** What was wrong with an answer, and what to fix on the server. */
export function repairedLines({ diagnosis, causes, changed, whole, width }: RepairedScreen): Line[] {
  const { method = 'GET', url, origin } = diagnosis.request;
  const room = besideLabel(width);
  return [
    BLANK,
    [
      ['bad', '✗ '],
      ['strong', `${method} ${url}`],
    ],
    [['dim', `  from ${origin}`]],
    ...labelled('Repaired', paragraph(changed.join(', '), room)),
    ...causes.flatMap((cause) => causeLines(cause, width)),
    ...(causes[0] ? fixOf(causes[0], diagnosis, whole, width) : []),
  ];
}

function fixOf(cause: Cause, diagnosis: Diagnosis, whole: RepairedScreen['whole'], width: number): Line[] {
  if (whole === undefined) return fixLines(cause, diagnosis, width);
  if (whole === 'told') return labelled('Fix', paragraph('The configuration above covers it.', besideLabel(width)));
  return wholeFixLines(whole, diagnosis.stack, width);
}

function wholeFixLines({ recipe, policy }: WholeFix, stack: Diagnosis['stack'], width: number): Line[] {
  const seen = stack.find(({ id }) => id === recipe.stack);
  const command = writeCommand(policy, recipe);
  return [
    ...recipeLines(recipe, { seen, width }),
    ...(command
      ? labelled(
          'Write',
          shellCommand(command, besideLabel(width)).map((row): Line => [['code', row]]),
        )
      : []),
  ];
}

/** Something to know that is wrong with no answer. */
export const noteLines = (text: string, width: number): Line[] => [
  BLANK,
  ...paragraph(text, width - 2).map((row, i): Line => [i === 0 ? ['strong', '! '] : '  ', ...row]),
];

/** One request, in one line. */
export const requestLine = (parts: readonly string[], mark: 'repaired' | 'right'): Line => [
  mark === 'repaired' ? ['bad', '✗ '] : ['good', '✓ '],
  ['dim', parts.filter((part) => part !== '').join('  ')],
];

export function endLines(
  counts: { readonly answers: number; readonly repaired: number },
  {
    policy,
    stack,
    width,
  }: { readonly policy?: PolicyConfig | undefined; readonly stack?: string | undefined; readonly width: number },
): Line[] {
  const { answers, repaired } = counts;
  const total = `${answers} ${answers === 1 ? 'answer' : 'answers'}, ${repaired === 0 ? 'none' : repaired} repaired`;
  const command = policy && stack && repaired > 0 ? fixCommand(policy, stack) : undefined;
  if (!command) return [BLANK, [total]];
  return [
    BLANK,
    [`${total}. What the server has to allow for all of them:`],
    BLANK,
    ...indent(
      2,
      shellCommand(command, width - 2).map((row): Line => [['code', row]]),
    ),
  ];
}
