import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import type { Command } from '../src/command.js';
import { runDemo } from '../src/demo/run.js';
import { scenarios } from '../src/demo/scenarios.js';
import { build, corsmith } from './built-cli.js';

beforeAll(build);

test('one cause: found, fixed by the printed code, and allowed', async () => {
  const { code, stdout } = await corsmith(['demo', '--cause', 'origin-mismatch', '--json']);
  const { passed, plays } = JSON.parse(stdout);
  expect({ code, passed, plays: plays.length }).toEqual({ code: 0, passed: true, plays: 1 });
  const [{ found, fixedFile, fixed, broken }] = plays;
  expect(found.causes[0].id).toBe('origin-mismatch');
  expect(fixedFile.text).toBe(found.causes[0].fix.files[0].code);
  expect(fixedFile.text).not.toBe(broken.text);
  expect(found.verdict.chromium.allowed).toBe(false);
  expect(fixed.verdict).toMatchObject({
    chromium: { allowed: true },
    firefox: { allowed: true },
    webkit: { allowed: true },
  });
});

test('an unknown cause starts nothing', async () => {
  const { code, stdout, stderr } = await corsmith(['demo', '--cause', 'rain']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('origin-mismatch');
});

test('Ctrl-C leaves nothing that listens', async () => {
  const interrupt = new AbortController();
  let port = 0;
  const printed = await corsmith(['demo'], {
    signal: interrupt.signal,
    onOutput(text) {
      port ||= Number(/127\.0\.0\.1:(\d+)/.exec(text)?.[1] ?? 0);
      if (port !== 0) interrupt.abort();
    },
  });
  expect(printed).toMatchObject({ code: 130, stderr: '' });
  expect(printed.stdout).not.toContain('found, fixed and verified');
  const [error] = await once(connect(port, '127.0.0.1'), 'error');
  expect(error.code).toBe('ECONNREFUSED');
});

test('where the wrong cause is found, or the fix does not help, it fails', async () => {
  const printed: string[] = [];
  const terminal = {
    print: (text: string) => printed.push(text),
    colour: 'plain',
    width: 80,
    isWatched: false,
  } as const;
  const invocation: Parameters<Command['run']>[0] = {
    arguments: [],
    options: { fast: true },
    commands: [],
    terminal,
    errors: terminal,
    signal: new AbortController().signal,
  };
  const [, , slash] = scenarios;
  const code = await runDemo(invocation, [{ ...slash!, causes: ['no-allow-origin'] }]);
  expect(code).toBe(1);
  expect(printed.join('')).toContain('✗ 0 of 1 found, fixed and verified');
});
