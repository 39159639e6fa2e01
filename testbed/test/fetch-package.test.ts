import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODE_VERSIONS, nodeProgram } from '../../setup/node-versions.mjs';
import { bin, emptyProject } from './empty-project.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = path.join(root, 'docs/fetch');

const RUNNERS = ['jest', 'node', 'vitest'];
const EACH = RUNNERS.flatMap((runner) => NODE_VERSIONS.map((version) => [runner, version] as const));

describe('packed and installed into an empty project', () => {
  const project = emptyProject();
  const { folder, run, runWith } = project;

  beforeAll(async () => {
    const runners = ['vitest', 'jest', '@jest/globals', '@types/jest'];
    const others = ['express', '@types/express', '@types/node', 'msw', 'undici', 'tough-cookie'];
    await project.install(['protocol', 'fetch'], [...runners, ...others]);
    project.copy(...['app.ts', 'jest-global.ts', ...RUNNERS.map((name) => `${name}.test.ts`)].map((f) => `fetch/${f}`));
  }, 240_000);
  afterAll(project.remove);

  const strict = ['--strict', '--target', 'es2023', '--module', 'nodenext'];

  test('types as people have them: with the DOM and without it, and with the global expect of jest', async () => {
    const files = RUNNERS.map((name) => `${name}.test.ts`);
    const lax = [...strict, '--skipLibCheck', '--noEmit'];
    expect(await run(bin('tsc'), ...lax, '--types', 'node', '--lib', 'es2023,dom', ...files)).toBe('');
    expect(await run(bin('tsc'), ...strict, '--noEmit', '--types', 'node', '--lib', 'es2023', 'node.test.ts')).toBe('');
    expect(await run(bin('tsc'), ...lax, '--types', 'node,jest', '--lib', 'es2023', 'jest-global.ts')).toBe('');
  });

  /** How each runner is called. `files` is the end of a file's name. */
  const program = (runner: string, files: string): readonly string[] => {
    switch (runner) {
      case 'jest':
        return [
          '--experimental-vm-modules',
          'node_modules/jest/bin/jest.js',
          ...['--config', JSON.stringify({ transform: {}, testMatch: [`**/*${files}`] })],
        ];
      case 'node':
        return ['--test', ...readdirSync(folder).filter((file) => file.endsWith(files))];
      default:
        return ['node_modules/vitest/vitest.mjs', 'run', files];
    }
  };

  test('the tests of each runner compile', async () => {
    const compiled = [...strict, '--skipLibCheck', '--types', 'node', '--lib', 'es2023,dom'];
    for (const runner of RUNNERS) await run(bin('tsc'), ...compiled, `${runner}.test.ts`);
  });

  test.each(EACH)(
    '%s on Node %s runs the matchers: they pass, and fail with the console and the cause',
    async (...each) => {
      const [runner, version] = each;
      const command = [nodeProgram(root, version), ...program(runner, `${runner}.test.js`)] as const;
      const [, { message }] = await Promise.all([
        run(...command),
        runWith({ ORIGIN: 'https://other.example', NO_COLOR: '1' }, ...command).then(
          () => new Error('it passed'),
          (error: Error) => error,
        ),
      ]);
      expect(message).toContain('expected PUT https://api.test/users from https://other.example');
      expect(message).toContain("No 'Access-Control-Allow-Origin' header is present on the requested resource.");
      expect(message).toMatch(
        /Cause +The response to the preflight \(OPTIONS\), 204, has no Access-Control-Allow-Origin/,
      );
    },
  );

  test('every example of the pages runs', async () => {
    const compiled = [...strict, '--skipLibCheck', '--types', 'node', '--lib', 'es2023,dom'];
    await run(bin('tsc'), ...compiled, 'app.ts');
    const examples = readdirSync(docs).flatMap((page) => [
      ...readFileSync(path.join(docs, page), 'utf8').matchAll(/```js\n\/\/ (\S+)\n([\s\S]*?)```/g),
    ]);
    for (const [, name = '', code = ''] of examples)
      writeFileSync(path.join(folder, /\.(?:jest|node)\./.test(name) ? name : `page-${name}`), code);
    const shown = await runWith({ NO_COLOR: '1' }, process.execPath, ...program('vitest', 'page-'));
    expect(shown).toMatch(new RegExp(`Test Files +${examples.length - 2} passed`));
    await run(process.execPath, ...program('jest', 'matchers.jest.test.js'));
    await run(process.execPath, ...program('node', 'matchers.node.test.js'));
  });
});
