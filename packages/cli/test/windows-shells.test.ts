import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText, OBEYED, RUNNER_COMMAND } from '../../evidence/test/hostile-text.js';
import { shellCommand, shellOf } from '../src/terminal/shell.js';
import { cmd } from '../src/terminal/shells/cmd.js';
import { posix } from '../src/terminal/shells/posix.js';
import { powershell, windowsPowershell } from '../src/terminal/shells/powershell.js';
import { legacyCommandLine, powershellWords, splitArguments, throughCmd, withVariables } from './windows-shells.js';

const text = (...more: readonly string[]) =>
  fc.string({ unit: fc.constantFrom(...`aZ'"\\$\`%!^*?[]{}~#&;|<>(),@ =-:/éß’“`, '%PATH%', '##[', '::', ...more) });
const words = (...more: readonly string[]) => fc.array(text(...more), { minLength: 1, maxLength: 4 });
const VARIABLES = { PATH: 'C:\\Windows', A: 'wrong', Z: 'wrong' };

test.each([
  ['curl', 1],
  ['corsmith', 2],
] as const)('%s gets each word as it was from cmd, which reads it %i times', (program, times) => {
  fc.assert(
    fc.property(words(), (given) => {
      let line = withVariables(given.map((word) => cmd.word(word, program)).join(' '), VARIABLES);
      for (let time = 0; time < times; time++) line = throughCmd(line);
      expect(splitArguments(line)).toEqual(given);
    }),
    { numRuns: 2000 },
  );
});

test('PowerShell passes each word as it was', () => {
  fc.assert(
    fc.property(words('\n', '\t', '\x1b', '\u202e', '\u200b'), (given) => {
      expect(powershellWords(given.map((word) => powershell.word(word, '')).join(' '))).toEqual(given);
    }),
    { numRuns: 2000 },
  );
});

test('so does Windows PowerShell 5.1, which passes quotation marks on unescaped', () => {
  fc.assert(
    fc.property(words('\n', '\x1b'), (given) => {
      const passed = powershellWords(given.map((word) => windowsPowershell.word(word, '')).join(' '));
      expect(splitArguments(legacyCommandLine(passed))).toEqual(given);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['cmd', cmd],
  ['PowerShell', powershell],
  ['Windows PowerShell', windowsPowershell],
] as const)('in %s a word has neither a character that can not be printed nor a command for a runner', (_, shell) => {
  fc.assert(
    fc.property(hostileText, (hostile) => {
      const word = `-H ${shell.word(hostile, 'corsmith')}`;
      expect(word).not.toMatch(OBEYED);
      expect(word).not.toMatch(RUNNER_COMMAND);
    }),
  );
});

test('the shell is the one that corsmith was started from', () => {
  const modules =
    'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules';
  const legacy = `C:\\Users\\me\\OneDrive\\Documents\\WindowsPowerShell\\Modules;${modules}`;
  const current = `C:\\Users\\me\\Documents\\PowerShell\\Modules;C:\\Program Files\\PowerShell\\7\\Modules;${legacy}`;
  expect(shellOf('win32', { PSModulePath: modules })).toBe(cmd);
  expect(shellOf('win32', { PSModulePath: legacy })).toBe(windowsPowershell);
  expect(shellOf('win32', { PSModulePath: current })).toBe(powershell);
  expect(shellOf('win32', { PSModulePath: current, MSYSTEM: 'MINGW64' })).toBe(posix);
  expect(shellOf('darwin', { PSModulePath: current })).toBe(posix);
});

const curl = [
  ['curl', '-i', 'https://api.example.com/users?a=1&b=2'],
  ['-H', 'Origin: https://app.example.com'],
  ['--data-raw', '{"a":"it\'s"}'],
];

test('a long command is continued in the way of the shell, and curl is no alias', () => {
  expect(shellCommand(curl, 40, powershell)).toEqual([
    "curl.exe -i 'https://api.example.com/users?a=1&b=2' `",
    "  -H 'Origin: https://app.example.com' `",
    `  --data-raw '{"a":"it''s"}'`,
  ]);
  expect(shellCommand(curl, 40, windowsPowershell).at(-1)).toBe(`  --data-raw '{\\"a\\":\\"it''s\\"}'`);
  expect(shellCommand(curl, 40, cmd)).toEqual([
    'curl.exe -i "https://api.example.com/users?a=1&b=2" ^',
    '  -H "Origin: https://app.example.com" ^',
    `  --data-raw ^"{\\^"a\\^":\\^"it's\\^"}^"`,
  ]);
});
