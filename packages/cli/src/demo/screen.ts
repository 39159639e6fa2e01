import type { CheckFlags } from '../check/arguments.js';
import { diagnosisLines } from '../terminal/diagnosis.js';
import { BLANK, indent, type Line, paragraph } from '../terminal/line.js';
import { shellCommand } from '../terminal/shell.js';
import type { Play } from './play.js';
import type { Scenario } from './scenarios.js';
import type { SourceFile } from './site.js';

/** The heading of a scenario. */
export const headingLines = ({ causes, story }: Scenario, place: string, width: number): Line[] => [
  [['strong', `━━ ${place}  ${causes.join(', ')} ${'━'.repeat(width)}`.slice(0, width)]],
  BLANK,
  ...paragraph(story, width),
  BLANK,
];

/** The broken file, the command and what it prints. */
export const foundLines = (
  { broken, found, ...request }: Omit<Play, 'fixedFile' | 'fixed' | 'passed'>,
  width: number,
) => [
  ...fileLines(broken, 'as it is'),
  ...commandLines(request, width),
  ...diagnosisLines(found, { width, detail: 'short' }),
  BLANK,
];

/** The file with the fix in it, and what the same command prints then. */
export const fixedLines = ({ fixedFile, fixed, passed, ...request }: Play, width: number): Line[] => [
  ...fileLines(fixedFile, 'with the fix'),
  ...commandLines(request, width),
  ...diagnosisLines(fixed, { width, detail: 'short' }),
  BLANK,
  ...(passed ? [] : [[['bad', '✗ That is not what had to come out.'] as const], BLANK]),
];

export function summaryLine(plays: readonly Play[], milliseconds: number): Line {
  const passed = plays.filter((one) => one.passed).length;
  const text = `${passed} of ${plays.length} found, fixed and verified`;
  const took = `   ${(milliseconds / 1000).toFixed(1)} s`;
  return passed === plays.length
    ? [
        ['good', `✓ ${text}`],
        ['dim', took],
      ]
    : [
        ['bad', `✗ ${text}`],
        ['dim', took],
      ];
}

const fileLines = ({ path, text }: SourceFile, state: string): Line[] => [
  [`${path}, ${state}:`],
  BLANK,
  ...indent(
    4,
    text.split('\n').map((row): Line => (row === '' ? BLANK : [['code', row]])),
  ),
  BLANK,
];

const commandLines = ({ url, flags }: Pick<Play, 'url' | 'flags'>, width: number): Line[] => [
  ...shellCommand(checkCommand(url, flags), width - 2).map(
    (row, index): Line => [
      ['dim', index === 0 ? '$ ' : '  '],
      ['strong', row],
    ],
  ),
  BLANK,
];

/** The command line of those flags, as groups of words. */
const checkCommand = (
  url: string,
  { origin = '', request, header = [], credentials, send, direct = [] }: CheckFlags,
) => [
  ['corsmith', 'check', url],
  ['--origin', origin],
  ...(request === undefined ? [] : [['-X', request]]),
  ...header.map((line) => ['-H', line]),
  ...(credentials ? [['--credentials']] : []),
  ...(send ? [['--send']] : []),
  ...direct.map((server) => ['--direct', server]),
];
