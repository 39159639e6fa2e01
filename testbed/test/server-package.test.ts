import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name: string) => path.join(root, 'node_modules/.bin', name);

/** What an empty project gets besides the packages, in this workspace's versions, which npm has in its cache. */
const FRAMEWORKS = [
  ...['express', 'fastify', 'koa', 'hono', '@hono/node-server', 'h3', 'rxjs', 'reflect-metadata'],
  ...['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', '@types/express', '@types/koa', '@types/node'],
];
const ADAPTERS = ['express', 'fastify', 'fetch', 'h3', 'hono', 'koa', 'lambda', 'nestjs', 'next', 'node'];

describe('packed and installed into an empty project', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-package-'));
  let tarball = '';

  /** Runs a program in the project to its end: what it printed, or what it said where it failed. */
  async function run(command: string, ...args: readonly string[]): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)(command, args, { cwd: folder, maxBuffer: 2 ** 26 });
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${path.basename(command)} ${args.join(' ')}\n${stdout}${stderr}`);
    }
  }

  const version = (name: string): string =>
    JSON.parse(readFileSync(path.join(root, `node_modules/${name}/package.json`), 'utf8')).version;

  beforeAll(async () => {
    await run(bin('tsc'), '-b', path.join(root, 'packages/server'));
    const packages = ['protocol', 'server'].map((name) => path.join(root, 'packages', name));
    const packed: { filename: string }[] = JSON.parse(await run('npm', 'pack', '--json', ...packages));
    tarball = path.join(folder, packed.find(({ filename }) => filename.includes('server'))!.filename);
    writeFileSync(path.join(folder, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
    const files = packed.map(({ filename }) => `./${filename}`);
    const frameworks = FRAMEWORKS.map((name) => `${name}@${version(name)}`);
    await run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...files, ...frameworks);
    for (const name of ['server.ts', 'server.cjs'])
      copyFileSync(new URL(`../consumers/${name}`, import.meta.url), path.join(folder, name));
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('publint finds nothing', async () => {
    const { messages } = await publint({ pkgDir: path.join(folder, 'node_modules/@corsmith/server'), strict: true });
    expect(messages).toEqual([]);
  });

  test('its types are right for whatever resolves ES modules', async () => {
    // Fails where it finds anything that the profile does not pass over.
    const { analysis } = JSON.parse(await run(bin('attw'), tarball, '--profile', 'esm-only', '--format', 'json'));
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(['.', ...ADAPTERS.map((name) => `./${name}`)]);
  });

  test('it holds what it was built from and nothing else', async () => {
    const files: string[] = (await run('tar', 'tzf', tarball)).trim().split('\n');
    expect(
      files.filter((file) => !/^package\/(?:package\.json|README\.md|dist\/.*\.(?:js|d\.ts)(?:\.map)?)$/.test(file)),
    ).toEqual([]);
  });

  const strict = ['--strict', '--skipLibCheck', '--target', 'es2023', '--types', 'node', '--lib', 'es2023,dom'];

  test('ES modules, with types as nodenext has them, in every framework', async () => {
    await run(bin('tsc'), ...strict, '--module', 'nodenext', 'server.ts');
    const { refused, ...seen } = JSON.parse(await run(process.execPath, 'server.js'));
    expect(refused).toBe('wildcard-with-credentials');
    expect(Object.keys(seen).sort()).toEqual([...ADAPTERS, 'answer', 'next routes'].sort());
    expect(new Set(Object.values(seen))).toEqual(new Set(['https://app.example.com']));
  });

  test('types as bundlers have them', async () => {
    const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler', '--noEmit'];
    expect(await run(bin('tsc'), ...strict, ...bundler, 'server.ts')).toBe('');
  });

  test('CommonJS, through require(esm)', async () => {
    expect(process.features).toHaveProperty('require_module', true);
    expect((await run(process.execPath, 'server.cjs')).trim()).toBe('https://app.example.com');
  });

  test('a bundle for browsers and edge workers asks for no module of Node, and the core is less than 6 KB', async () => {
    const bundle = async (contents: string) => {
      const options = { bundle: true, minify: true, write: false, format: 'esm', platform: 'neutral' } as const;
      const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: folder } });
      return outputFiles[0]!.contents;
    };
    const core = await bundle("export { createPolicy, PolicyError, answer, answerAsync } from '@corsmith/server'");
    expect(gzipSync(core, { level: 9 }).byteLength).toBeLessThan(6000);
    const all = ADAPTERS.map((name, index) => `export * as a${index} from '@corsmith/server/${name}'`);
    expect((await bundle(["export * from '@corsmith/server'", ...all].join('\n'))).byteLength).toBeGreaterThan(0);
  });
});
