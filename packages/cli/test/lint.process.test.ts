import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, corsmith } from './built-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-lint-'));
beforeAll(build);
afterAll(() => rmSync(folder, { recursive: true }));

const NGINX = `server {
  location / {
    add_header Access-Control-Allow-Origin https://app.example.org/;
    proxy_pass http://app;
  }
}
`;

function project(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const lintIn = (cwd: string, args: readonly string[], input?: string) =>
  corsmith(['lint', ...args], { cwd, ...(input !== undefined && { input }) });

test('reads hidden files, and neither what git ignores nor code of others', async () => {
  const cwd = project('repository', {
    '.platform/nginx.conf': NGINX,
    '.gitignore': 'build/\n',
    'build/nginx.conf': NGINX,
    'node_modules/a/nginx.conf': NGINX,
    'vendor/nginx.conf': NGINX,
  });
  const { code, stdout } = await lintIn(cwd, ['--json']);
  const { findings } = JSON.parse(stdout);
  expect([code, findings.map(({ file }: { file: string }) => file)]).toEqual([
    1,
    Array(2).fill('.platform/nginx.conf'),
  ]);
  expect((await lintIn(cwd, ['--fail-on', 'never'])).code).toBe(0);
});

test('standard input with a name', async () => {
  const { code, stdout } = await lintIn(folder, ['-', '--name', 'nginx.conf', '--reporter', 'github'], NGINX);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error file=nginx\.conf,line=3,/);
});

test('several reports at once', async () => {
  const cwd = project('reports', { 'nginx.conf': NGINX });
  const files = ['sarif', 'junit', 'markdown'].flatMap((name) => ['--reporter', `${name}=out/report.${name}`]);
  expect((await lintIn(cwd, ['nginx.conf', ...files])).code).toBe(1);
  expect(readFileSync(join(cwd, 'out/report.sarif'), 'utf8')).toContain('"startLine": 3');
  expect(readFileSync(join(cwd, 'out/report.junit'), 'utf8')).toContain('<failure');
});

test('a baseline accepts what is there, and nothing new', async () => {
  const cwd = project('baseline', { 'nginx.conf': NGINX });
  expect((await lintIn(cwd, ['--baseline', 'known.json'])).code).toBe(2);
  expect((await lintIn(cwd, ['--baseline', 'known.json', '--update-baseline'])).code).toBe(0);
  const { code, stdout } = await lintIn(cwd, ['--baseline', 'known.json']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('2 in the baseline')]);
  writeFileSync(join(cwd, 'other.conf'), NGINX);
  expect((await lintIn(cwd, ['--baseline', 'known.json'])).code).toBe(1);
});

test('--fix shows the difference, and writes with --yes', async () => {
  const cwd = project('fix', { 'nginx.conf': NGINX });
  const shown = await lintIn(cwd, ['--fix']);
  expect(shown.stdout).toContain('+    add_header Access-Control-Allow-Origin https://app.example.org always;');
  expect([shown.code, readFileSync(join(cwd, 'nginx.conf'), 'utf8')]).toEqual([1, NGINX]);
  const written = await lintIn(cwd, ['--fix', '--yes']);
  expect([written.code, readFileSync(join(cwd, 'nginx.conf'), 'utf8')]).toEqual([
    0,
    NGINX.replace('org/;', 'org always;'),
  ]);
});

test('--watch lints again after a change, and ends with Ctrl-C', async () => {
  const cwd = project('watch', { 'nginx.conf': NGINX });
  const controller = new AbortController();
  let seen = '';
  const ended = await corsmith(['lint', '--watch'], {
    cwd,
    signal: controller.signal,
    onOutput(text) {
      const before = seen;
      seen += text;
      if (!before.includes('✗') && seen.includes('✗'))
        writeFileSync(join(cwd, 'nginx.conf'), NGINX.replace('org/;', 'org always;'));
      if (seen.includes('✓')) controller.abort();
    },
  });
  expect(ended.stdout).toMatch(/✗ 2 findings[\s\S]*✓ No findings/);
});

test('of a long line the part with the fault is shown', async () => {
  const filler = Array.from({ length: 30 }, (_, i) => ({ source: `/${i}`, headers: [{ key: 'X-Id', value: 'one' }] }));
  const wrong = { source: '/a', headers: [{ key: 'Access-Control-Allow-Origin', value: 'https://app.example.org/' }] };
  const cwd = project('minified', { 'vercel.json': JSON.stringify({ headers: [...filler, wrong] }) });
  const { stdout } = await lintIn(cwd, []);
  expect(stdout).toMatch(/>\s+1 │ ….*https:\/\/app\.example\.org\//);
});

test('a policy that comes from elsewhere is counted as not known', async () => {
  const cwd = project('unknown', {
    'main.py':
      'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\nfrom settings import origins\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins)\n',
  });
  expect((await lintIn(cwd, [])).stdout).toMatch(/^✓ No findings\s+1 policy read, 1 not known$/m);
  expect((await lintIn(cwd, ['--verbose'])).stdout).toMatch(/Unknown\s+it comes from/);
});
