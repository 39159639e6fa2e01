import { stacks } from '@corsmith/stacks';
import { describe, expect, test } from 'vitest';
import { commands } from '../src/commands.js';
import { namedStack } from '../src/stack-id.js';
import { corsmithHere } from './cli-here.js';

const takeStack = commands.filter(({ options }) => options.some(({ flags }) => /^--stack </.test(flags)));
const argumentsOf: Readonly<Record<string, readonly string[]>> = {
  proxy: ['--target', 'http://127.0.0.1:9'],
  test: ['cors.yaml'],
};

describe('--stack', () => {
  test('takes an id in any case', () => {
    for (const { id } of stacks) expect(namedStack(id.toUpperCase())).toEqual({ stack: id });
  });

  test.each(takeStack.map(({ name }) => [name]))(
    '%s suggests the id that was meant, in the same sentence',
    async (name) => {
      const given = argumentsOf[name] ?? ['https://api.example.com/'];
      const { code, stdout, stderr } = await corsmithHere([name, ...given, '--stack', 'expres']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.replace(/\s+/g, ' ')).toContain(
        "--stack: 'expres' is not a known stack. Did you mean express? corsmith fix --list lists all",
      );
    },
  );
});
