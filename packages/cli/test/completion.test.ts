import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commands } from '../src/commands.js';
import { completionScript } from '../src/completion/script.js';

/** What bash offers for the last word of a command line. */
function completions(...words: string[]): string[] {
  const script = `${completionScript('bash', commands)}
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _corsmith; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

test('bash completes commands, flags and their values', () => {
  expect(completions('corsmith', 'ch')).toEqual(['check']);
  expect(completions('corsmith', 'check', 'https://a.test', '--cr')).toEqual(['--credentials']);
  expect(completions('corsmith', 'check', '--mode', '')).toEqual(['cors', 'no-cors', 'same-origin']);
  expect(completions('corsmith', 'check', '-X', '')).toEqual([]);
  expect(completions('corsmith', 'fix', '--stack', 'fast')).toEqual(['fastify', 'fastapi']);
  expect(completions('corsmith', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
});

test('every flag of every command is in every script', () => {
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    const script = completionScript(shell, commands);
    for (const { name, options } of commands) {
      expect(script).toContain(name);
      for (const { flags } of options)
        expect(script).toMatch(new RegExp(`-l ${nameOf(flags)}\\b|--${nameOf(flags)}\\b`));
    }
  }
});

const nameOf = (flags: string) => /--([\w-]+)/.exec(flags)?.[1];
