import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, emptyProject } from './empty-project.js';

/** What the project gets besides the packages. */
const FRAMEWORKS = [
  ...['express', 'fastify', 'koa', 'hono', '@hono/node-server', 'h3', 'rxjs', 'reflect-metadata'],
  ...['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', '@types/express', '@types/koa', '@types/node'],
];
const ADAPTERS = [
  'express',
  'fastify',
  'fetch',
  'h3',
  'h3-v1',
  'hono',
  'koa',
  'lambda',
  'nestjs',
  'next',
  'node',
  'sveltekit',
];

describe('packed and installed into an empty project', () => {
  const project = emptyProject();
  const { folder, run } = project;

  beforeAll(async () => {
    await project.install(['protocol', 'server'], FRAMEWORKS);
    project.copy('server.ts', 'server.cjs');
  }, 240_000);
  afterAll(project.remove);

  const strict = ['--strict', '--skipLibCheck', '--target', 'es2023', '--types', 'node', '--lib', 'es2023,dom'];

  test('ES modules, with types as nodenext has them, in every framework', async () => {
    await run(bin('tsc'), ...strict, '--module', 'nodenext', 'server.ts');
    const { refused, ...seen } = JSON.parse(await run(process.execPath, 'server.js'));
    expect(refused).toBe('wildcard-with-credentials');
    expect(Object.keys(seen).sort()).toEqual([...ADAPTERS, 'response', 'next routes'].sort());
    expect(new Set(Object.values(seen))).toEqual(new Set(['https://app.example.com']));
  });

  test('types as bundlers have them', async () => {
    const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler', '--noEmit'];
    expect(await run(bin('tsc'), ...strict, ...bundler, 'server.ts')).toBe('');
  });

  test('CommonJS', async () => {
    expect((await run(process.execPath, 'server.cjs')).trim()).toBe('https://app.example.com');
  });

  test('a bundle for browsers and edge workers imports no Node module, and the core is less than 6.5 KB', async () => {
    const bundle = async (contents: string) => {
      const options = { bundle: true, minify: true, write: false, format: 'esm', platform: 'neutral' } as const;
      const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: folder } });
      return outputFiles[0]!.contents;
    };
    const core = await bundle("export { createPolicy, PolicyError, respond, respondAsync } from '@corsmith/server'");
    expect(gzipSync(core, { level: 9 }).byteLength).toBeLessThan(6.5 * 1024);
    const all = ADAPTERS.map((name, index) => `export * as a${index} from '@corsmith/server/${name}'`);
    expect((await bundle(["export * from '@corsmith/server'", ...all].join('\n'))).byteLength).toBeGreaterThan(0);
  });
});
