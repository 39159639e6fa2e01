import type { Explanation } from '@corsmith/doctor';
import { BROWSER_NAMES, parseUrl } from '@corsmith/protocol';
import { checkCommand } from '../explain/request-to-check.js';
import { BODY_FILE_NOTE, namesBodyFile } from './body-words.js';
import { BLANK, besideLabel, indent, type Line, labelled, paragraph } from './line.js';
import { shellCommand } from './shell.js';

export interface ExplanationScreen {
  /** Columns. */
  readonly width: number;
  /** `short`: three likely causes; `verbose`: all of them. */
  readonly detail: 'short' | 'verbose';
}

/** What a message means, its likely causes, the fix, and the command that finds the cause for certain. */
export function explanationLines(explanation: Explanation, { width, detail }: ExplanationScreen): Line[] {
  const { meaning, causes, remedy, hint, request, open } = explanation;
  const room = besideLabel(width);
  const [first, ...others] = causes;
  const more = detail === 'verbose' ? others : others.slice(0, 2);
  return [
    headline(explanation),
    BLANK,
    ...(request ? [...indent(2, requestLine(request, width - 2)), BLANK] : []),
    ...labelled('Means', paragraph(meaning, room)),
    ...(first ? labelled(more.length > 0 ? 'Likely' : 'Cause', causeRow(first, room)) : []),
    ...more.flatMap((cause) => labelled('or', causeRow(cause, room))),
    ...(remedy === undefined ? [] : labelled('Fix', paragraph(remedy, room))),
    ...(hint === undefined ? [] : labelled('', paragraph(hint, room, 'dim'))),
    ...(request ? checkLines(request, open, room) : []),
  ];
}

function headline({ message, title }: Explanation): Line {
  if (title !== undefined)
    return [[message.kind === 'error' ? 'bad' : 'strong', message.kind === 'error' ? `✗ ${title}` : title]];
  const browser = message.engine === undefined ? 'The browser' : BROWSER_NAMES[message.engine];
  switch (message.kind) {
    case 'error':
      return [['bad', `✗ ${browser} blocked this because of CORS`]];
    case 'not-cors':
      return [['bad', '✗ Not about CORS']];
    case 'warning':
      return [['strong', `${browser} warns`]];
    case 'follow-up':
      return [['strong', 'This message gives no reason']];
    case 'server':
      return [['bad', '✗ A message of the server']];
  }
}

const causeRow = ({ id, title }: Explanation['causes'][number], room: number): Line[] => {
  const rows = paragraph(title, room, 'strong');
  const gap = room - title.length - id.length;
  return rows.length === 1 && gap >= 2
    ? [[['strong', title], ' '.repeat(gap), ['dim', id]]]
    : [...rows, [' '.repeat(Math.max(0, room - id.length)), ['dim', id]]];
};

export function requestLine(
  { method = 'GET', url, origin }: NonNullable<Explanation['request']>,
  width: number,
): Line[] {
  const first = `${method} ${url}`;
  const from = origin === undefined ? '' : `from ${origin}`;
  if (first.length + 3 + from.length <= width) return [[['strong', first], ...(from === '' ? [] : [`   ${from}`])]];
  return [[['strong', first]], ...paragraph(from, width)];
}

/** The command that checks the server itself. */
export function checkLines(
  request: NonNullable<Explanation['request']>,
  open: readonly string[],
  room: number,
): Line[] {
  if (!parseUrl(request.url)) return open.flatMap((sentence) => labelled('', paragraph(sentence, room, 'dim')));
  const command = checkCommand(request);
  const notes = [
    ...(namesBodyFile(command) ? [BODY_FILE_NOTE] : []),
    ...(request.origin === undefined ? [UNKNOWN_ORIGIN] : []),
    ...open,
  ];
  return [
    ...labelled(
      'Check',
      shellCommand(command, room).map((row): Line => [['code', row]]),
    ),
    ...notes.flatMap((sentence) => labelled('', paragraph(sentence, room, 'dim'))),
  ];
}

const UNKNOWN_ORIGIN = 'Pass the origin of your page: the text does not contain it.';
