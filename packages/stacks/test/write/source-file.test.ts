import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { render } from '../../src/index.js';
import { type Change, planChange } from '../../src/write/plan-change.js';
import { readSourceFile, writeSourceFile } from '../../src/write/source-file.js';
import { POLICY } from './edited.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function file(name: string, content: string | Uint8Array): string {
  const own = join(folder, String(++count));
  mkdirSync(own);
  writeFileSync(join(own, name), content);
  return join(own, name);
}

const APP = "import express from 'express';\nconst app = express();\n";

test('the mode is preserved, and no temporary file is left', async () => {
  const path = file('app.js', APP);
  chmodSync(path, 0o751);
  await writeSourceFile(await readSourceFile(path), 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o751);
  expect(readdirSync(join(path, '..'))).toEqual(['app.js']);
});

test('a file that has changed since it was read is not overwritten', async () => {
  const path = file('app.js', APP);
  const found = await readSourceFile(path);
  writeFileSync(path, 'changed');
  await expect(writeSourceFile(found, 'new')).rejects.toThrow(/changed since/);
  expect(readFileSync(path, 'utf8')).toBe('changed');
  expect(readdirSync(join(path, '..'))).toEqual(['app.js']);
  const fresh = await readSourceFile(join(path, '../new.js'));
  writeFileSync(join(path, '../new.js'), 'there');
  await expect(writeSourceFile(fresh, 'new')).rejects.toThrow(/changed since/);
});

test('links, folders, devices, binary and huge files are rejected', async () => {
  const path = file('app.js', APP);
  symlinkSync(path, `${path}.link`);
  await expect(readSourceFile(`${path}.link`)).rejects.toThrow(/symbolic link/);
  await expect(readSourceFile(folder)).rejects.toThrow(/not a regular file/);
  await expect(readSourceFile('/dev/zero')).rejects.toThrow(/not a regular file/);
  await expect(readSourceFile(file('a', Uint8Array.of(0xff)))).rejects.toThrow(/UTF-8/);
  await expect(readSourceFile(file('a', 'a\0'))).rejects.toThrow(/UTF-8/);
  await expect(readSourceFile(file('a', 'a'.repeat(1024 * 1024 + 1)))).rejects.toThrow(/1 MiB/);
  await expect(readSourceFile(join(folder, 'none/app.js'))).rejects.toThrow(/folder .* does not exist/);
});

test('the diff can be applied by patch(1)', async () => {
  const path = file('app.js', APP);
  const planned = await planChange(render(POLICY, 'express'), path, POLICY);
  expect(planned).toHaveProperty('diff');
  const { diff } = planned as Change;
  expect(diff).toMatch(/^--- .*app\.js\n\+\+\+ .*app\.js\n@@ -1,2 \+1,9 @@\n import express/);
});
