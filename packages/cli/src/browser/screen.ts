import { maskText } from '@corsmith/evidence';
import { originOf } from '@corsmith/protocol';
import { BLANK, besideLabel, type Line, labelled, paragraph } from '../terminal/line.js';
import { shellCommand } from '../terminal/shell.js';

/** What this browser is, what it shows, and what to do next. */
export function warningLines(program: string, url: string, width: number): Line[] {
  const room = besideLabel(width);
  const check = shellCommand(
    [
      ['corsmith', 'check', 'URL-OF-THE-API'],
      ['--origin', originOf(url) ?? 'null'],
    ],
    room,
  );
  return [
    [['bad', '⚠ Web security is off in the browser that opens now']],
    BLANK,
    ...labelled('Danger', paragraph('Every page in it can read every site. Open nothing in it but', room)),
    ...labelled('', paragraph(`${maskText(url)}, and sign in nowhere else.`, room)),
    ...labelled('Means', paragraph('If the page works there, CORS is the only problem. If not, look further.', room)),
    ...labelled('', paragraph('It fixes nothing and proves nothing about the server.', room)),
    ...labelled(
      'Then',
      check.map((row): Line => [['code', row]]),
    ),
    ...labelled('Program', paragraph(program, room)),
    ...labelled('End', paragraph('Close it or press Ctrl-C. Its profile is deleted.', room)),
  ];
}
