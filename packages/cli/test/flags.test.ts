import { expect, expectTypeOf, test } from 'vitest';
import { ExitCode, type Invocation } from '../src/command.js';
import { defineCommand } from '../src/define-command.js';
import { areFlags, type FlagsOf } from '../src/flags.js';

const options = [
  { flags: '-X, --request <method>', description: '' },
  { flags: '--fail-on <level>', description: '', choices: ['low', 'high'] },
  { flags: '--read <name>', description: '', repeatable: true },
  { flags: '--show-secrets', description: '' },
  { flags: '--no-extra-probes', description: '' },
] as const;

test('the flags of a command have the types that its options declare', () => {
  expectTypeOf<FlagsOf<typeof options>>().toEqualTypeOf<{
    readonly request?: string;
    readonly failOn?: 'low' | 'high';
    readonly read?: readonly string[];
    readonly showSecrets?: boolean;
    readonly extraProbes?: boolean;
  }>();
});

test.each([
  [{}, true],
  [{ request: 'PUT', failOn: 'low', read: ['x'], showSecrets: true, extraProbes: false }, true],
  [{ request: 1 }, false],
  [{ request: undefined }, false],
  [{ failOn: 'medium' }, false],
  [{ read: 'x' }, false],
  [{ read: ['x', 1] }, false],
  [{ showSecrets: 'yes' }, false],
])('values are flags only if each is of its kind: %j', (given, expected) => {
  expect(areFlags(given, options)).toBe(expected);
});

test('a command refuses the flags of another', async () => {
  const command = defineCommand({
    name: 'check',
    summary: '',
    arguments: [],
    options,
    examples: [],
    run: async ({ options: { failOn } }) => (failOn === 'high' ? ExitCode.Blocked : ExitCode.Allowed),
  });
  const terminal = { print: () => {}, colour: 'plain', width: 80, isWatched: false } as const;
  const invocation: Omit<Invocation, 'options'> = {
    arguments: [],
    commands: [],
    terminal,
    errors: terminal,
    signal: new AbortController().signal,
  };
  expect(await command.run({ ...invocation, options: { failOn: 'high' } })).toBe(ExitCode.Blocked);
  await expect(command.run({ ...invocation, options: { failOn: true } })).rejects.toThrow('flags of another command');
});
