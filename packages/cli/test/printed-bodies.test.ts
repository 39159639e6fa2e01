import { execFileSync } from 'node:child_process';
import { defined } from '@corsmith/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTILE_PARTS } from '../../evidence/test/hostile-text.js';
import { parseArguments } from '../src/check/arguments.js';
import { checkCommand } from '../src/explain/request-to-check.js';
import { shellCommand } from '../src/terminal/shell.js';
import { corsmithHere } from './cli-here.js';

/** The words of the command that is printed under `Check`, as a shell reads them. */
function wordsOf(screen: string): string[] {
  const [, command = ''] = /Check\s+((?:.*\\\n)*.*)/.exec(screen) ?? [];
  return execFileSync('bash', ['-c', `printf '%s\\0' ${command.replace(/\\\n/g, ' ')}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

describe('a body that begins with @ stays the text that it is', () => {
  const har = (text: string) =>
    JSON.stringify({
      log: {
        entries: [
          {
            request: {
              method: 'POST',
              url: 'https://a.test/x',
              headers: [{ name: 'Origin', value: 'http://localhost:5173' }],
              postData: { mimeType: 'text/plain', text },
            },
            response: { status: 200, headers: [] },
          },
        ],
      },
    });
  test.each([
    ['cURL', "curl 'https://a.test/x' -H 'Origin: http://localhost:5173' --data-raw '@/etc/hostname'"],
    ['fetch', "fetch('https://a.test/x', { method: 'POST', body: '@/etc/hostname' })"],
    ['HAR', har('@/etc/hostname')],
  ])('%s', async (_, text) => {
    const { stdout } = await corsmithHere(['explain', text, '--origin', 'http://localhost:5173'], { width: 200 });
    const words = wordsOf(stdout);
    expect(words.slice(words.indexOf('--data-raw'))).toEqual(['--data-raw', '@/etc/hostname']);
    expect(words).not.toContain('--data');
  });
});

test('whatever a body is, the printed check has the same one', async () => {
  const origin = 'http://localhost:5173';
  const parts = [...HOSTILE_PARTS.filter((part) => part !== '\0' && part !== '\ud800'), '@', '{"a":"b"}', "'", '\\'];
  const bodies = fc.sample(fc.string({ unit: fc.constantFrom(...parts), maxLength: 12 }), 200);
  const commands = bodies.map((body) =>
    shellCommand(checkCommand({ url: 'https://a.test/x', origin, method: 'POST', body }), 40).join('\n'),
  );
  const script = commands.map((command) => `printf '%s\\0' ${command}; printf 'END\\0'`).join('\n');
  const read = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0END\0').slice(0, -1);
  for (const [index, body] of bodies.entries()) {
    const words = read[index]!.split('\0');
    const option = (flag: string) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined);
    const options = defined({ origin, data: option('--data'), dataRaw: option('--data-raw') });
    const { request } = await parseArguments({ arguments: ['https://a.test/x'], options });
    expect(request.body).toBe(body);
  }
});

test('a long body is a file, and the screen says so', async () => {
  const text = `curl 'https://a.test/x' --data-raw '${'x'.repeat(100_000)}'`;
  const { stdout } = await corsmithHere(['explain', text, '--origin', 'http://localhost:5173']);
  expect(stdout.length).toBeLessThan(2000);
  expect(wordsOf(stdout)).toEqual(expect.arrayContaining(['--data', '@FILE']));
  expect(stdout).toContain('FILE is a file with the request body.');
});
