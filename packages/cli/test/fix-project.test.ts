import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { corsmithHere } from './cli-here.js';

const root = mkdtempSync(join(tmpdir(), 'corsmith-project-'));
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
type Files = Readonly<Record<string, string>>;

/** A folder with these files. */
function project(files: Files): string {
  const folder = join(root, String(++count));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function fix(stack: string, file: string, ...more: readonly string[]) {
  const flags = ['fix', '--stack', stack, '--origin', 'https://app.example.com', '--write', file, '--yes'];
  const ended = await corsmithHere([...flags, ...more]);
  return { ...ended, text: ended.stdout.replace(/\s+/g, ' ') };
}

const EXPRESS = "import express from 'express';\nconst app = express();\napp.listen(1);\n";
const FASTIFY = "import Fastify from 'fastify';\nconst app = Fastify();\nawait app.listen({ port: 1 });\n";
const KOA = "import Koa from 'koa';\nconst app = new Koa();\n";
const HONO = "import { Hono } from 'hono';\nconst app = new Hono();\n";
const FASTAPI = 'from fastapi import FastAPI\napp = FastAPI()\n';
const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';
const QUARKUS = 'a=b\n';

describe('CORS in another file of the project', () => {
  test.each<[string, string, string, string, string]>([
    ['fastify', 'src/server.ts', FASTIFY, 'src/plugins/external/cors.ts', "import cors from '@fastify/cors';"],
    ['express', 'src/app.ts', EXPRESS, 'src/loaders/express.ts', "import cors from 'cors';"],
    ['express', 'app.js', EXPRESS, 'server/dev.js', "  response.setHeader('Access-Control-Allow-Origin', '*');"],
    ['express', 'app.js', EXPRESS, 'lib/cors.cjs', "const cors = require('cors')"],
    ['koa', 'app.mjs', KOA, 'middleware/index.js', "const cors = require('@koa/cors');"],
    ['hono', 'index.ts', HONO, 'routes/api.ts', "import { cors } from 'hono/cors';"],
    ['fastapi', 'main.py', FASTAPI, 'app/middleware.py', 'from fastapi.middleware.cors import CORSMiddleware'],
    ['flask', 'app.py', FLASK, 'extensions.py', 'from flask_cors import CORS'],
    ['flask', 'app.py', FLASK, 'after.py', "response.headers['Access-Control-Allow-Origin'] = '*'"],
    ['rails', 'config/initializers/cors.rb', '', 'config/application.rb', 'config.middleware.use Rack::Cors do'],
    ['quarkus', 'application.properties', QUARKUS, 'src/Filter.java', '"Access-Control-Allow-Origin", "*"'],
  ])('%s: %s is not written: %s', async (stack, file, app, other, line) => {
    const files = { 'package.json': '{}', ...(app && { [file]: app }), [other]: `\n${line}\n` };
    const folder = project(files);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const { code, text, stderr } = await fix(stack, join(folder, file));
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(text).toContain(`${other}, line 2, already configures CORS`);
    // The code and what to do with it are printed all the same.
    expect(text).toMatch(/ Fix .* 1\. .* Verify corsmith check/);
    if (app) expect(readFileSync(join(folder, file), 'utf8')).toBe(app);
  });

  test.each<[string, Files]>([
    ['a comment', { 'a.js': "// import cors from 'cors';\n * 'Access-Control-Allow-Origin'\n" }],
    ['a type', { 'a.ts': "import type { CorsOptions } from 'cors';\n" }],
    ['a test', { 'a.test.ts': "import cors from 'cors';\n", 'test/a.js': "import cors from 'cors';\n" }],
    ['a package', { 'node_modules/x/index.js': "require('cors')", '.git/a.js': "require('cors')" }],
    ['another project inside', { 'web/package.json': '{}', 'web/src/a.js': "require('cors')" }],
    ['a dependency that nothing uses yet', { 'package.json': '{"dependencies":{"cors":"^2.8.5"}}' }],
  ])('%s keeps nothing from being written', async (_, files) => {
    const folder = project({ 'package.json': '{}', 'app.js': EXPRESS, ...files });
    expect(await fix('express', join(folder, 'app.js'))).toMatchObject({ code: 0 });
  });

  test('is found behind an import that leaves the folder with the manifest', async () => {
    const folder = project({
      'app.ts': "\nimport cors from '@fastify/cors';\n",
      'deploy/package.json': '{}',
      'deploy/index.js': `import routes from '../app.js';\n${FASTIFY}`,
    });
    expect((await fix('fastify', join(folder, 'deploy/index.js'))).text).toContain(
      'app.ts, line 2, already configures CORS',
    );
  });

  test('is printed as JSON with the code and the steps', async () => {
    const folder = project({ 'package.json': '{}', 'app.js': EXPRESS, 'cors.js': "import cors from 'cors';\n" });
    const { code, stdout } = await fix('express', join(folder, 'app.js'), '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      fix: {
        files: [{ code: expect.stringContaining('app.use(cors(') }],
        steps: expect.arrayContaining(['npm install cors']),
      },
      write: {
        state: 'not-written',
        reason: expect.stringMatching(/cors\.js, line 1, already configures CORS/),
        diff: '',
      },
    });
  });
});

describe('Next.js', () => {
  const next = (version: string, files: Files = {}) =>
    project({ 'package.json': JSON.stringify({ dependencies: { next: version } }), ...files });

  test.each([
    ['16.4.6', 'proxy.ts', 'export function proxy('],
    ['13.3.2-canary.13', 'middleware.ts', 'export function middleware('],
    ['^15', 'middleware.ts', 'export function middleware('],
    ['latest', 'proxy.ts', 'export function proxy('],
    ['latest', 'middleware.ts', 'export function middleware('],
  ])('%s reads %s', async (version, name, code) => {
    const file = join(next(version, { 'app/page.tsx': '' }), name);
    expect(await fix('nextjs', file)).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain(code);
  });

  test.each<[string, string, Files, RegExp]>([
    ['16.0.0', 'middleware.ts', {}, /Next\.js 16 reads proxy\.ts, not middleware\.ts/],
    ['13.3.2', 'proxy.ts', {}, /Next\.js 13 reads middleware\.ts, not proxy\.ts/],
    ['16.0.0', 'proxy.ts', { 'middleware.ts': '' }, /middleware\.ts already exists/],
    ['16.0.0', 'proxy.ts', { 'src/app/page.tsx': '', 'src/middleware.js': '' }, /Name src\/proxy\.ts/],
    [
      '16.0.0',
      'src/proxy.ts',
      { 'src/app/page.tsx': '', 'src/middleware.js': '' },
      /src\/middleware\.js already exists/,
    ],
    ['16.0.0', 'src/proxy.ts', { 'app/page.tsx': '', 'src/a.ts': '' }, /beside app\/ or pages\/ only\. Name proxy\.ts/],
    [
      '16.0.0',
      'proxy.ts',
      { 'next.config.js': "h = [{ key: 'Access-Control-Allow-Origin', value: '*' }]" },
      /next\.config\.js, line 1/,
    ],
  ])('%s: %s with %j is not written', async (version, name, files, reason) => {
    const { code, text } = await fix('nextjs', join(next(version, files), name));
    expect(code).toBe(2);
    expect(text).toMatch(reason);
  });

  test('a new file in src/ if app/ is there', async () => {
    const file = join(next('16.4.6', { 'src/app/page.tsx': '' }), 'src/proxy.ts');
    expect(await fix('nextjs', file)).toMatchObject({ code: 0 });
  });
});

test.each<[string, string, Files]>([
  ['express', EXPRESS, { 'package.json': '{"dependencies":{"socket.io":"4"}}' }],
  ['fastify', `${FASTIFY}import { Server } from 'socket.io';\n`, {}],
])('%s beside Socket.IO: its own option is one of the steps', async (stack, app, files) => {
  const folder = project({ 'package.json': '{}', 'app.mjs': app, ...files });
  const { code, text } = await fix(stack, join(folder, 'app.mjs'));
  expect(code).toBe(0);
  expect(text).toContain("new Server(httpServer, { cors: { origin: ['https://app.example.com'], methods:");
});

describe('what is written', () => {
  /** A stand-in for the project's own compiler, which says one thing of every file. */
  const compilerThatSays = (line: string): Files => ({
    'package.json': '{}',
    'tsconfig.json': '{}',
    'node_modules/typescript/bin/tsc': `console.log(${JSON.stringify(line)}); process.exitCode = 1;`,
  });

  test.each([
    ["app.ts(5,3): error TS7006: Parameter 'origin' implicitly has an 'any' type.", 'restored'],
    ["app.ts(2,18): error TS7016: Could not find a declaration file for module 'cors'.", 'written'],
    ["app.ts(2,18): error TS2307: Cannot find module 'cors'.", 'written'],
    ["app.ts(1,1): error TS2322: Type 'string' is not assignable.", 'written'],
    ["other.ts(5,3): error TS7006: Parameter 'x' implicitly has an 'any' type.", 'written'],
    ['nothing is wrong', 'written'],
  ])('is type-checked by the project: %s', async (line, expected) => {
    const folder = project({ 'app.ts': EXPRESS, ...compilerThatSays(line) });
    const { code, text } = await fix('express', join(folder, 'app.ts'));
    const now = readFileSync(join(folder, 'app.ts'), 'utf8');
    if (expected === 'written')
      return void expect({ code, isNew: now.includes('app.use(cors(') }).toEqual({ code: 0, isNew: true });
    expect({ code, now }).toEqual({ code: 2, now: EXPRESS });
    expect(text).toContain("the change was reverted: line 5: TS7006: Parameter 'origin'");
    expect(text).not.toContain('✓ Written');
  });
});

test('without --yes and a terminal nothing is written, and the exit code says so', async () => {
  const folder = project({ 'app.js': EXPRESS });
  const flags = ['fix', '--stack', 'express', '--origin', 'https://app.example.com', '--write', join(folder, 'app.js')];
  expect(await corsmithHere(flags)).toMatchObject({ code: 2, stdout: expect.stringContaining('Nothing was written.') });
  const json = await corsmithHere([...flags, '--json']);
  expect(json.code).toBe(2);
  expect(JSON.parse(json.stdout).write).toMatchObject({ state: 'not-written' });
  expect(readFileSync(join(folder, 'app.js'), 'utf8')).toBe(EXPRESS);
});

test.each([
  ['gcs', ['--credentials'], 'Cloud Storage cannot allow credentials.'],
  ['aws-lambda-url', ['--origin', 'https://*.example.org'], 'cannot express the origin https://*.example.org.'],
  ['aws-api-gateway-http', ['--origin', 'https://*.example.org'], 'cannot express the origin'],
  ['azure-apim', ['--origin', 'https://*.example.org'], 'cannot express the origin'],
  ['azure-app-service', ['--origin', 'https://*.example.org'], 'cannot express the origin'],
])('%s says first what it can not express, exits 1, and is not written', async (stack, flags, sentence) => {
  const args = ['fix', '--stack', stack, '--origin', 'https://app.example.com', ...flags];
  const { code, stdout } = await corsmithHere(args);
  expect(code).toBe(1);
  expect(stdout.startsWith('✗ ')).toBe(true);
  expect(stdout.slice(0, stdout.indexOf('Fix  ')).replace(/\s+/g, ' ')).toContain(sentence);
  const file = join(project({}), 'cors.json');
  mkdirSync(dirname(file), { recursive: true });
  const written = await corsmithHere([...args, '--write', file, '--yes']);
  expect(written.code).toBe(1);
  expect(() => readFileSync(file)).toThrow(/ENOENT/);
});
