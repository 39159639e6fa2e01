import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { corsmithHere } from './cli-here.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function file(name: string, content: string): string {
  const own = join(folder, String(++count));
  mkdirSync(own);
  writeFileSync(join(own, name), content);
  return join(own, name);
}

const APP = "import express from 'express';\nconst app = express();\n";
const flags = ['fix', '--stack', 'express', '--origin', 'https://app.example.com'];

test('shows only; with --yes it writes once', async () => {
  const path = file('app.js', APP);
  const shown = await corsmithHere([...flags, '--write', path]);
  expect(shown).toMatchObject({ code: 2, stderr: '' });
  expect(shown.stdout).toContain("\n+import cors from 'cors';\n");
  expect(shown.stdout).toContain('Nothing was written. Pass --yes');
  expect(readFileSync(path, 'utf8')).toBe(APP);
  const written = await corsmithHere([...flags, '--write', path, '--yes']);
  expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining(`✓ Written to ${path}`) });
  expect(written.stdout).toMatch(/Then {7}1\. npm install cors/);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('app.use(cors(');
  const again = await corsmithHere([...flags, '--write', path, '--yes', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({
    fix: { stack: 'express' },
    write: { path, state: 'unchanged', diff: '' },
  });
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('says why not, exits 2, and leaves the file as it is', async () => {
  const path = file('app.js', 'const app = 1;\n');
  const { code, stdout, stderr } = await corsmithHere([...flags, '--write', path, '--yes']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    /^✗ Nothing was written to \S+ The file has no statement like const app = express\(\)\. Fix Express .* app\.use\(cors\(.* 1\. npm install cors/,
  );
  expect(readFileSync(path, 'utf8')).toBe('const app = 1;\n');
  expect(await corsmithHere([...flags, '--yes'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--write'),
  });
});
