import type { Cause, Diagnosis } from '@corsmith/doctor';
import { neededHeaders, neededPolicy, type Recipe, stacks } from '@corsmith/stacks';
import { writeCommand } from '../fix/fix-command.js';
import { BLANK, besideLabel, type Line, labelled, lengthOf, paragraph, type Span, textOf } from './line.js';
import { codeLines, recipeLines } from './recipe.js';
import { shellCommand } from './shell.js';

/** The cause in plain words, with its id at the right edge of the title. */
export function causeLines({ id, title, explanation, certainty, evidence }: Cause, width: number): Line[] {
  const room = besideLabel(width);
  const general = evidence.filter((one) => one.exchange === undefined);
  return labelled('Cause', [
    ...withAtRight(paragraph(title, room, 'strong'), ['dim', certainty === 'certain' ? id : `${id}, likely`], room),
    ...paragraph(explanation, room),
    ...general.flatMap((one) => paragraph(one.text, room)),
  ]);
}

/** The span at the right edge of the last line, or below it if that is full. */
export function withAtRight(lines: readonly Line[], span: Span, room: number): Line[] {
  const last = lines.at(-1) ?? BLANK;
  const length = textOf(span).length;
  const gap = room - lengthOf(last) - length;
  if (gap >= 2) return [...lines.slice(0, -1), [...last, ' '.repeat(gap), span]];
  return [...lines, [' '.repeat(Math.max(0, room - length)), span]];
}

/** What to change. Code begins at the left edge, so that it can be copied as it is. */
export function fixLines(cause: Cause, diagnosis: Diagnosis, width: number): Line[] {
  const { change } = cause;
  const how = configurationLines(cause, diagnosis, width);
  if (change === undefined) return how;
  return [
    ...labelled('Change', paragraph(change, besideLabel(width), 'strong')),
    ...(how.length > 0 ? [BLANK] : []),
    ...how,
  ];
}

function configurationLines({ fix, allowedAfter, fixedIn }: Cause, diagnosis: Diagnosis, width: number): Line[] {
  const room = besideLabel(width);
  if (diagnosis.thirdParty) return [];
  if (fix) {
    const seen = diagnosis.stack.find(({ id }) => id === fix.stack);
    return [...recipeLines(fix, { seen, width }), ...writeLines(fix, diagnosis, room)];
  }
  if (fixedIn === 'proxy')
    return neededHeaders(diagnosis.request) ? labelled('Fix', paragraph(UNKNOWN_PROXY, room)) : [];
  return allowedAfter && fixedIn === 'server' ? neededLines(diagnosis, room) : [];
}

/** The command that writes it into its file, if a program can. */
function writeLines(recipe: Recipe, { request, read, policy }: Diagnosis, room: number): Line[] {
  const command = writeCommand(policy ?? neededPolicy(request, read), recipe);
  if (!command) return [];
  return [
    BLANK,
    ...labelled(
      'Write',
      shellCommand(command, room).map((row): Line => [['code', row]]),
    ),
  ];
}

/** The header lines themselves and how to get a configuration, if the stack is not known. */
function neededLines({ request, read, stack, policy }: Diagnosis, room: number): Line[] {
  const needed = neededHeaders(request, read, policy);
  if (!needed) return [];
  const { preflight, response } = needed;
  const method = request.method ?? 'GET';
  const rows = (headers: typeof response) => codeLines(headers.map(([name, value]) => `${name}: ${value}`));
  return [
    ...labelled('Fix', paragraph('On any server: send these response headers.', room, 'strong')),
    ...(preflight
      ? [...labelled('', paragraph('In the response to OPTIONS, with a 2xx status:', room)), ...rows(preflight)]
      : []),
    ...labelled('', paragraph(`In the response to ${method}:`, room)),
    ...rows(response),
    ...(stack.length > 0 ? [] : labelled('', paragraph(UNKNOWN_STACK, room))),
  ];
}

const UNKNOWN_STACK = `Could not detect the server’s stack. Pass --stack express (or fastapi, spring, nginx, …) for its configuration; corsmith fix --list lists all ${stacks.length}.`;

const UNKNOWN_PROXY =
  'Could not detect the proxy. Pass --stack nginx (or apache, caddy, haproxy, varnish, aws-cloudfront, …) for what to change there.';

/** What the browser would meet next. A fix allows everything that the request needs, so it may cover those too. */
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
