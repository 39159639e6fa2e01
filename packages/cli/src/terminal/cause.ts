import type { Cause, Diagnosis } from '@corsmith/doctor';
import { neededHeaders, neededPolicy, type Recipe, stacks } from '@corsmith/stacks';
import { writeCommand } from '../fix/fix-command.js';
import { BLANK, besideLabel, type Line, labelled, lengthOf, paragraph, type Span, textOf } from './line.js';
import { codeLines, recipeLines } from './recipe.js';
import { shellCommand } from './shell.js';

/** Why, in plain words, with the cause's id at the right edge of its title. */
export function causeLines({ id, title, explanation, certainty, evidence }: Cause, width: number): Line[] {
  const room = besideLabel(width);
  const general = evidence.filter((one) => one.exchange === undefined);
  return labelled('Cause', [
    ...withAtRight(paragraph(title, room, 'strong'), ['dim', certainty === 'certain' ? id : `${id}, likely`], room),
    ...paragraph(explanation, room),
    ...general.flatMap((one) => paragraph(one.text, room)),
  ]);
}

/** The span at the right edge of the last line, or below it where that is full. */
export function withAtRight(lines: readonly Line[], span: Span, room: number): Line[] {
  const last = lines.at(-1) ?? BLANK;
  const length = textOf(span).length;
  const gap = room - lengthOf(last) - length;
  if (gap >= 2) return [...lines.slice(0, -1), [...last, ' '.repeat(gap), span]];
  return [...lines, [' '.repeat(Math.max(0, room - length)), span]];
}

/** What to change. Code begins at the left edge, so that it can be copied as it is. */
export function fixLines({ fix, allowedAfter, fixedIn }: Cause, diagnosis: Diagnosis, width: number): Line[] {
  const room = besideLabel(width);
  if (fix) {
    const seen = diagnosis.stack.find(({ id }) => id === fix.stack);
    return [...recipeLines(fix, { seen, width }), ...writeLines(fix, diagnosis, room)];
  }
  if (fixedIn === 'proxy')
    return neededHeaders(diagnosis.request) ? labelled('Fix', paragraph(UNKNOWN_PROXY, room)) : [];
  return allowedAfter && fixedIn === 'server' ? neededLines(diagnosis, room) : [];
}

/** The command that puts it into its file, where a program can. */
function writeLines(recipe: Recipe, { request, read }: Diagnosis, room: number): Line[] {
  const command = writeCommand(neededPolicy(request, read), recipe);
  if (!command) return [];
  return [
    BLANK,
    ...labelled(
      'Write',
      shellCommand(command, room).map((row): Line => [['code', row]]),
    ),
  ];
}

/** Where no configuration can be written: the header lines themselves, and how to get the configuration. */
function neededLines({ request, read, stack }: Diagnosis, room: number): Line[] {
  const needed = neededHeaders(request, read);
  if (!needed) return [];
  const { preflight, response } = needed;
  const method = request.method ?? 'GET';
  const rows = (headers: typeof response) => codeLines(headers.map(([name, value]) => `${name}: ${value}`));
  return [
    ...labelled('Fix', paragraph('Whatever it runs, the browser has to get these header lines.', room, 'strong')),
    ...(preflight
      ? [
          ...labelled('', paragraph('In the response to OPTIONS, with a status from 200 to 299:', room)),
          ...rows(preflight),
        ]
      : []),
    ...labelled('', paragraph(`In the response to ${method}:`, room)),
    ...rows(response),
    ...(stack.length > 0 ? [] : labelled('', paragraph(UNKNOWN_STACK, room))),
  ];
}

const UNKNOWN_STACK = `What the server runs does not show in its answers. --stack ID prints its configuration, where ID is such as express, fastapi, spring or nginx; corsmith fix --list lists all ${stacks.length}.`;

const UNKNOWN_PROXY =
  'Which proxy it is does not show in its answers. --stack ID prints what to change there, where ID is such as nginx, apache, caddy, haproxy, varnish or aws-cloudfront.';

/** What the browser would meet next. A fix allows all that the request needs, so it may cover those too. */
export const nextLines = ([first, ...later]: readonly Cause[], width: number): Line[] =>
  later.length === 0
    ? []
    : labelled(
        'Next',
        later.flatMap(({ title, fix }) => {
          const isSameForm = fix?.form === undefined || fix.form === first?.fix?.form;
          const isCovered =
            fix !== undefined && fix.stack === first?.fix?.stack && first.fix.files.length > 0 && isSameForm;
          return paragraph(
            isCovered ? `${title}. The fix above covers it.` : `After this fix: ${title}.`,
            besideLabel(width),
          );
        }),
      );
