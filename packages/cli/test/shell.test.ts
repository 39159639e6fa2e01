import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellCommand, shellWord } from '../src/terminal/shell.js';

test('a shell reads every word back as it was', () => {
  const word = fc.string({ unit: fc.constantFrom(...`abc'"\\$\`!*?[]{}~#&;|<>() \n\t=-éß`) });
  const words = fc.sample(word, 500);
  const script = `printf '%s\\0' ${words.map(shellWord).join(' ')}`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words);
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
