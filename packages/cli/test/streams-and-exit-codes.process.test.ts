import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { build, corsmith, MAIN } from './built-cli.js';

beforeAll(build);

test('help and version go to standard output', async () => {
  const [version, help, command] = await Promise.all(
    [['--version'], ['--help'], ['help', 'completion']].map((args) => corsmith(args)),
  );
  expect(version).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
  expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('Examples:'), stderr: '' });
  expect(command).toMatchObject({ code: 0, stdout: expect.stringContaining('corsmith completion bash'), stderr: '' });
});

test('wrong usage goes to standard error with what was meant, and exits 2', async () => {
  const [nothing, command, help, choice, surplus] = await Promise.all(
    [[], ['complete'], ['help', 'complete'], ['completion', 'tcsh\x1b[31m'], ['completion', 'bash', 'x']].map((args) =>
      corsmith(args),
    ),
  );
  expect(nothing).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage:') });
  expect(command).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Did you mean completion?') });
  expect(help).toEqual(command);
  expect(choice).toMatchObject({ code: 2, stderr: expect.stringContaining("'tcsh�[31m' is invalid") });
  expect(surplus).toMatchObject({ code: 2, stderr: expect.stringContaining("'x' is one argument too many") });
});

test('colour is on if forced, off if not wanted', async () => {
  const wrong = ['completion', 'tcsh'];
  const coloured = await corsmith(wrong, { env: { FORCE_COLOR: '1' } });
  const plain = await corsmith(wrong, { env: { NO_COLOR: '1' } });
  expect(coloured.stderr).toContain('\x1b[31mcorsmith: \x1b[39m');
  expect(plain.stderr).not.toContain('\x1b');
  const both = await corsmith(wrong, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
  expect(both.stderr).not.toContain('\x1b');
});

test('a reader that goes early is no error', async () => {
  const script = `"$0" "$1" completion bash | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script, process.execPath, MAIN]);
  expect({ stdout, stderr }).toEqual({ stdout: '# bash completion for corsmith\n0\n', stderr: '' });
});

test('output that can not be written is reported', () => {
  const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" --help > /dev/full', process.execPath, MAIN], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('could not be written') });
});
