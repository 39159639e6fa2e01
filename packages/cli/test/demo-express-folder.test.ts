import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEMO_PACKAGES, expressFolder } from '../src/demo/express-folder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corsmith-demo-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const { signal } = new AbortController();

async function putPackages(into: string): Promise<void> {
  for (const [name, version] of Object.entries(DEMO_PACKAGES)) {
    mkdirSync(join(into, 'node_modules', name), { recursive: true });
    writeFileSync(join(into, 'node_modules', name, 'package.json'), JSON.stringify({ name, version }));
  }
}

const options = (install: (into: string) => Promise<void>) => {
  const said: string[] = [];
  const env = { XDG_CACHE_HOME: join(folder, 'cache') };
  return { said, signal, env, beside: join(folder, 'bundle'), install, say: (text: string) => void said.push(text) };
};

const never = async () => {
  throw new Error('nothing is to be installed');
};

test('a clone has the versions that the demo needs', async () => {
  const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(devDependencies).toMatchObject(DEMO_PACKAGES);
  const beside = new URL('../', import.meta.url).pathname;
  expect(await expressFolder({ ...options(never), beside })).toBe(beside);
});

test('elsewhere they are installed once, and said', async () => {
  const first = options(putPackages);
  const installed = await expressFolder(first);
  expect(first.said.join('')).toContain('installing cors@2.8.6 and express@5.3.0');
  const second = options(never);
  expect(await expressFolder(second)).toBe(installed);
  expect(second.said).toEqual([]);
  expect(readdirSync(join(folder, 'cache/corsmith'))).toHaveLength(1);
});

test('another version of Express beside the command line is not taken', async () => {
  const given = options(putPackages);
  await putPackages(given.beside);
  writeFileSync(join(given.beside, 'node_modules/express/package.json'), '{ "version": "4.0.0" }');
  expect(await expressFolder(given)).not.toBe(given.beside);
});

test('without a network it says what is missing, and leaves nothing', async () => {
  const failing = options(async (into) => {
    await putPackages(into);
    throw Object.assign(new Error('Command failed'), {
      stderr: 'npm error code E1\nnpm error network down\nnpm error A log: /x\n',
    });
  });
  await expect(expressFolder(failing)).rejects.toThrow(/could not install them: npm error network down$/);
  expect(readdirSync(join(folder, 'cache/corsmith'))).toEqual([]);
});
