import type { Cause, Diagnosis } from '@corsmith/doctor';
import type { PolicyConfig } from '@corsmith/server';
import type { Recipe, StackId } from '@corsmith/stacks';
import { fixCommand, writeCommand } from '../fix/fix-command.js';
import { causeLines, fixLines } from '../terminal/cause.js';
import { BLANK, besideLabel, indent, type Line, labelled, paragraph } from '../terminal/line.js';
import { recipeLines } from '../terminal/recipe.js';
import { shellCommand } from '../terminal/shell.js';
import type { ProxyArguments } from './arguments.js';

/** Where it listens, for whom, and what to write in the page. */
export function startLines({ target, pages, cookies }: ProxyArguments, port: number, width: number): Line[] {
  const { origins } = pages.config;
  const allowed = typeof origins === 'object' ? origins.join(', ') : 'Every page';
  const room = besideLabel(width);
  return [
    [['good', '✓ '], `http://localhost:${port} forwards to ${target.origin}`],
    BLANK,
    ...labelled('Pages', paragraph(`${allowed} may use it. Other pages and other machines can't.`, room)),
    ...(cookies === 'rewritten'
      ? labelled('Cookies', paragraph('lose Domain, Secure and SameSite=None, unless they must be Secure.', room))
      : []),
    ...labelled('Use', paragraph(`In the page, use http://localhost:${port} instead of ${target.origin}.`, room)),
    ...labelled('End', paragraph('Ctrl-C', room)),
  ];
}

export interface RepairedScreen {
  readonly diagnosis: Diagnosis;
  /** Those that were not shown before. */
  readonly causes: readonly Cause[];
  readonly changed: readonly string[];
  /** For all that pages have requested so far; absent where no configuration is known, `shown` if it is unchanged. */
  readonly whole?: WholeFix | 'shown' | undefined;
  /** Columns. */
  readonly width: number;
}

export interface WholeFix {
  readonly recipe: Recipe;
  readonly policy: PolicyConfig;
}

/** What was wrong with a response, and what to fix on the server. */
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
  if (whole === 'shown') return labelled('Fix', paragraph('The configuration above covers it.', besideLabel(width)));
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

/** Something to know that is no problem of a response. */
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
  counts: { readonly responses: number; readonly repaired: number },
  {
    policy,
    stack,
    width,
  }: { readonly policy?: PolicyConfig | undefined; readonly stack?: StackId | undefined; readonly width: number },
): Line[] {
  const { responses, repaired } = counts;
  const total = `${responses} ${responses === 1 ? 'response' : 'responses'}, ${repaired === 0 ? 'none' : repaired} repaired`;
  const command = policy && stack && repaired > 0 ? fixCommand(policy, stack) : undefined;
  if (!command) return [BLANK, [total]];
  return [
    BLANK,
    [`${total}. What the server must allow for all of them:`],
    BLANK,
    ...indent(
      2,
      shellCommand(command, width - 2).map((row): Line => [['code', row]]),
    ),
  ];
}
