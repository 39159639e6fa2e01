import { fileURLToPath } from 'node:url';
import { type MockInstance, vi } from 'vitest';
import { parseArguments as parseAudit } from '../src/audit/arguments.js';
import { parseArguments as parseCheck } from '../src/check/arguments.js';
import type { Invocation } from '../src/command.js';
import { commands } from '../src/commands.js';
import { type FixFlags, parseFixArguments } from '../src/fix/arguments.js';
import { parseLogArguments } from '../src/logs/arguments.js';
import { parseProxyArguments } from '../src/proxy/arguments.js';
import { parseTestArguments } from '../src/test/arguments.js';
import { parseWatchArguments, type WatchFlags } from '../src/watch/arguments.js';
import { corsmithHere } from './cli-here.js';

/** Every command that a text prints, each in one line: lines that end with a backslash go on. */
export const commandsIn = (text: string): string[] =>
  text
    .replace(/ \\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => /^(?:\s*(?:Write|Verify|Try|Check|Fix)?\s+|\s*\$ )?(corsmith [a-z]+ .*)$/.exec(line)?.[1] ?? []);

/** The words of a command as a POSIX shell reads them; placeholders stand for what a person fills in. */
export function shellWords(command: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [token] of command.matchAll(/'[^']*'|"[^"]*"|\\.|\s+|[^\s'"\\]+/gs)) {
    if (/^\s/.test(token)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      const plain = /^['"]/.test(token) ? token.slice(1, -1) : token.startsWith('\\') ? token.slice(1) : token;
      word = (word ?? '') + plain;
    }
  }
  return word === undefined ? words : [...words, word];
}

const filledIn = (word: string): string =>
  word.replace('URL-OF-YOUR-API', 'https://api.example.com/').replace('ORIGIN-OF-YOUR-PAGE', 'https://app.example.com');

const POLICY_FILE = fileURLToPath(new URL('printed-policy.yaml', import.meta.url));
const ENVIRONMENT = { SLACK_WEBHOOK: 'https://hooks.example.com/x', REDIS_URL: 'redis://127.0.0.1:6379' };

/** What reads the arguments of a command that has more to them than flags. */
const PARSERS: Readonly<Record<string, (invocation: Invocation<never>) => unknown>> = {
  audit: parseAudit,
  check: parseCheck,
  fix: (invocation: Invocation<FixFlags>) => (invocation.options.list ? undefined : parseFixArguments(invocation)),
  logs: parseLogArguments,
  proxy: parseProxyArguments,
  test: parseTestArguments,
  watch: (invocation: Invocation<WatchFlags>) => parseWatchArguments(invocation, ENVIRONMENT),
};

/** Reads command lines as corsmith does, without running them. */
export function parsingOnly(): { problem(command: string): Promise<string | undefined>; restore(): void } {
  const spies: MockInstance[] = commands.map((command) =>
    vi.spyOn(command, 'run').mockImplementation(async (invocation) => {
      // Commander has read them by the options of the same command.
      await PARSERS[command.name]?.(invocation as Invocation<never>);
      return 0;
    }),
  );
  return {
    async problem(command) {
      const args = shellWords(command).slice(1).map(filledIn);
      const file = args.indexOf('--policy') + 1;
      const { code, stderr } = await corsmithHere(file > 0 ? args.with(file, POLICY_FILE) : args);
      return code === 0 ? undefined : `${command}\n${stderr}`;
    },
    restore() {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
