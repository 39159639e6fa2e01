import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagnose } from '@corsmith/doctor';
import { isForbiddenMethod, type PageRequest } from '@corsmith/protocol';
import { neededPolicy, render, stacks } from '@corsmith/stacks';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { causeServers } from '../../doctor/test/cause-servers.js';
import { ORIGIN, serve } from '../../doctor/test/scripted-server.js';
import { commands } from '../src/commands.js';
import { writeCommand } from '../src/fix/fix-command.js';
import { sampleRequest, verifyCommand } from '../src/fix/sample-request.js';
import { diagnosisLines } from '../src/terminal/diagnosis.js';
import { paint } from '../src/terminal/paint.js';
import { shellCommand } from '../src/terminal/shell.js';
import { commandsIn, parsingOnly } from './printed-commands.js';

let parsing: ReturnType<typeof parsingOnly>;
beforeEach(() => {
  parsing = parsingOnly();
});
afterEach(() => parsing.restore());

const problemsOf = async (printed: readonly string[]) =>
  (await Promise.all([...new Set(printed)].map(parsing.problem))).filter((problem) => problem !== undefined);

const READ = ['Authorization', 'X-Request-Id'];

test('check prints commands that corsmith accepts, whatever the cause', async () => {
  const printed = await Promise.all(
    [...causeServers.values()]
      .flatMap(({ shown }) => shown)
      .map(async ([, script, page = {}, options], index) => {
        const { url } = await serve(script);
        const request: PageRequest = {
          origin: ORIGIN,
          url: `${url}/users`,
          ...(typeof page === 'function' ? page(url) : page),
        };
        const stack = stacks[index % stacks.length]!.id;
        const diagnosis = await diagnose(request, { ...options, stack, read: [...(options?.read ?? []), ...READ] });
        return commandsIn(paint(diagnosisLines(diagnosis, { width: 80, detail: 'verbose' }), 'plain'));
      }),
  );
  expect(printed.flat().filter((one) => one.includes('--write')).length).toBeGreaterThan(20);
  expect(await problemsOf(printed.flat())).toEqual([]);
});

const name = fc.oneof(
  fc.constantFrom('Authorization', 'Content-Type', 'X-Api-Key', 'ETag', 'Set-Cookie', 'Cookie', 'Origin', 'Range'),
  fc.string({ unit: fc.constantFrom(..."-aX.!#$%&'*+^`|~_1"), minLength: 1, maxLength: 6 }),
);
const requests: fc.Arbitrary<PageRequest> = fc.record({
  origin: fc.constantFrom(
    'https://app.example.com',
    'http://app.example.com',
    'http://localhost:5173',
    'null',
    'capacitor://localhost',
    'https://xn--bcher-kva.example',
    'http://[::1]:3000',
  ),
  url: fc.constant('https://api.example.com/users'),
  method: name.filter((one) => !isForbiddenMethod(one)),
  headers: fc.array(fc.tuple(name, fc.constantFrom('', '1', "it's; a=b", 'ü')), { maxLength: 3 }),
  credentials: fc.constantFrom('include' as const, 'omit' as const),
});

test('so do Write and Verify, whatever the request and the stack', async () => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(
      requests,
      fc.array(name, { maxLength: 2 }),
      fc.constantFrom(...stacks.map(({ id }) => id)),
      async (request, read, stack) => {
        const policy = neededPolicy(request, read);
        const recipe = (() => {
          try {
            return render(policy, stack);
          } catch {
            return undefined;
          }
        })();
        const command = recipe && writeCommand(policy, recipe);
        if (!command) return;
        written++;
        const verify = verifyCommand(sampleRequest(policy, { url: request.url, headers: [] }), policy);
        expect(await problemsOf([command, verify].map((words) => shellCommand(words, 9999).join('')))).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
  expect(written).toBeGreaterThan(30);
});

test('so do the examples of the help and every page of the documentation', async () => {
  const docs = fileURLToPath(new URL('../../../docs', import.meta.url));
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  const text = pages.map((path) => readFileSync(`${docs}/${path}`, 'utf8')).join('\n');
  // Without comments, redirections, pipes, placeholders, and the pages' examples of what is refused.
  const printed = [...commandsIn(text), ...commands.flatMap(({ examples }) => examples)]
    .map((command) => command.replace(/^.*(?=\bcorsmith )/, '').replace(/ (?:#|[<>]+|\|+|&&) .*$/, ''))
    .filter((command) => !/[[…<]|\$[A-Z({]|\b(?:FILE|URL|ID|ORIGIN)\b|check localhost/.test(command));
  expect(printed.length).toBeGreaterThan(150);
  expect(await problemsOf(printed)).toEqual([]);
});
