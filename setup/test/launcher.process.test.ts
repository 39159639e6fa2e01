import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../../corsmith', import.meta.url));
let clone: string;

/** A clone with a space in its path, whose set-up and command line only report that they ran. */
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'corsmith clone '));
  write(
    'setup/prepare.mjs',
    `import { writeFileSync, mkdirSync } from 'node:fs'; import { join, dirname } from 'node:path';
    import { fileURLToPath } from 'node:url'; const root = dirname(dirname(fileURLToPath(import.meta.url)));
    mkdirSync(join(root, '.out'), { recursive: true });
    mkdirSync(join(root, 'packages/cli/bundle'), { recursive: true }); writeFileSync(join(root, '.out/built'), 'node_modules/@one/package\\nnode_modules/two\\n');
    for (const name of ['@one/package', 'two']) mkdirSync(join(root, 'node_modules', name), { recursive: true });
    writeFileSync(join(root, 'packages/cli/bundle/main.js'), 'console.log(JSON.stringify(process.argv.slice(2))); process.exit(3)');
    console.error('prepared');`,
  );
  write('packages/cli/src/main.ts', '');
  write('packages/cli/package.json', '{}');
  write('package.json', '{}');
  copyFileSync(launcher, join(clone, 'corsmith'));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text);
}

function run(command = join(clone, 'corsmith'), args: string[] = [], env: NodeJS.ProcessEnv = process.env) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: '/', env });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

test('the first run prepares, the next does not, and arguments and exit code pass through', () => {
  const args = ['check', 'two words', '', "it's", '$HOME'];
  expect(run(undefined, args)).toEqual({ status: 3, stdout: JSON.stringify(args), stderr: 'prepared' });
  expect(run()).toEqual({ status: 3, stdout: '[]', stderr: '' });
});

test('a source that is newer than the build, or that is gone, is built again', () => {
  run();
  const later = Date.now() / 1000 + 10;
  utimesSync(join(clone, 'packages/cli/src/main.ts'), later, later);
  expect(run().stderr).toBe('prepared');
  utimesSync(join(clone, 'packages/cli/src/main.ts'), 0, 0);
  utimesSync(join(clone, 'packages/cli/src'), later, later);
  expect(run().stderr).toBe('prepared');
});

test('a package that is gone is put back', () => {
  run();
  for (const folder of ['node_modules/two', 'node_modules/@one', 'node_modules']) {
    rmSync(join(clone, folder), { recursive: true });
    expect(run().stderr).toBe('prepared');
    expect(run().stderr).toBe('');
  }
});

test('it finds its clone through links, relative ones too', () => {
  mkdirSync(join(clone, 'some where'));
  symlinkSync('../corsmith', join(clone, 'some where', 'inner'));
  symlinkSync(join(clone, 'some where', 'inner'), join(clone, 'outer'));
  expect(run(join(clone, 'outer'), ['x']).stdout).toBe('["x"]');
});

test('without Node, or with one that is too old, it says so and exits 2', () => {
  const bin = join(clone, 'bin');
  for (const tool of ['sh', 'dirname', 'readlink', 'find', 'head']) link(bin, tool);
  expect(run(undefined, [], { PATH: bin })).toMatchObject({ status: 2, stderr: expect.stringContaining("no 'node'") });
  for (const [version, isEnough] of [
    ['v8.17.0', false],
    ['v18.20.8', false],
    ['v20.18.3', false],
    ['v20.9.0', false],
    ['v20.19.0', true],
    ['v20.20.2', true],
    ['v22.0.0', true],
    ['v100.0.0', true],
  ] as const) {
    writeFileSync(join(bin, 'node'), `#!/bin/sh\ntest "$1" = -v && echo ${version} || echo ran >&2\n`);
    chmodSync(join(bin, 'node'), 0o755);
    const { status, stderr } = run(undefined, [], { PATH: bin });
    expect([version, status]).toEqual([version, isEnough ? 0 : 2]);
    expect(stderr).toContain(isEnough ? 'ran' : `this is ${version}`);
  }
});

function link(bin: string, tool: string) {
  mkdirSync(bin, { recursive: true });
  symlinkSync(spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim(), join(bin, tool));
}
