import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText, OBEYED, RUNNER_COMMAND } from '../../evidence/test/hostile-text.js';
import { shellCommand, shellWord } from '../src/terminal/shell.js';

const PRINTABLE = [...`abc'"\\$\`!*?[]{}~#&;|<>() =-éß`, '##[', '##vso[', 'section_start:', '::'];

test.each([
  ['sh', PRINTABLE],
  [
    'bash',
    [
      ...PRINTABLE,
      '\n',
      '\r\n',
      '\t',
      '\x01',
      '\x1b[2J',
      '\x7f',
      '\x9b',
      '\u202e',
      '\u200b',
      '\ufeff',
      'e\u0301',
      '🙂',
      '1',
    ],
  ],
] as const)('%s reads every word back as it was', (shell, characters) => {
  const words = fc.sample(fc.string({ unit: fc.constantFrom(...characters) }), 500);
  const script = `printf '%s\\0' ${words.map(shellWord).join(' ')}`;
  expect(execFileSync(shell, ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words);
});

test('a word has neither a character that can not be printed nor a command for a runner', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const word = `-H ${shellWord(text)}`;
      expect(word).not.toMatch(OBEYED);
      expect(word).not.toMatch(RUNNER_COMMAND);
    }),
  );
});

test('a long command is broken between its options, and a shell still reads it as one', () => {
  const groups = [
    ['echo', 'a'],
    ['-H', 'Origin: https://app.example.com'],
    ['-H', "it's"],
  ];
  const rows = shellCommand(groups, 30);
  expect(rows).toEqual(['echo a \\', "  -H 'Origin: https://app.example.com' \\", "  -H 'it'\\''s'"]);
  expect(execFileSync('sh', ['-c', rows.join('\n')], { encoding: 'utf8' })).toBe(
    "a -H Origin: https://app.example.com -H it's\n",
  );
});
