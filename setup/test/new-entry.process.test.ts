import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { catalogues } from '../lists/catalogues.mjs';
import { filesOf, KINDS, testFileOf } from '../new/entry-files.mjs';
import { copyWorkspace, git } from './workspace-copy.js';

let copy: string;
afterAll(() => rmSync(copy, { recursive: true, force: true }), 120_000);

/** Runs a command in the copy. */
function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
  return { status, text: stripVTControlCharacters(`${stdout}${stderr}`) };
}

const ids = new Map(KINDS.map((kind) => [kind, `demo-${kind}`]));

/** Files that `npm run lists` writes. */
const generated: readonly string[] = catalogues.flatMap(({ list, ids: idList }) => [list, idList ?? []].flat());

test('new entries of every kind leave the check green, are in no list, and their tests fail until they are filled in', () => {
  copy = copyWorkspace();
  for (const [kind, id] of ids) expect(run('npm', 'run', 'new', '--', kind, id)).toMatchObject({ status: 0 });
  git(copy, 'add', '-A');
  const changed = git(copy, 'diff', '--cached', '--name-status').trim().split('\n');
  const own = [...ids].flatMap(([kind, id]) => filesOf(kind, id).map(({ path }) => `A\t${path}`));
  expect(changed.filter((row) => row.startsWith('A\t')).sort()).toEqual(own.sort());
  for (const row of changed.filter((one) => !one.startsWith('A\t'))) {
    expect(row).toMatch(/^M\t/);
    expect(generated).toContain(row.slice(2));
  }
  const check = run('npm', 'run', 'check');
  expect(check, check.text).toMatchObject({ status: 0 });

  const bundle = "import('./packages/cli/bundle.mjs').then(({ bundleCommandLine }) => bundleCommandLine())";
  expect(run(process.execPath, '--input-type=module', '-e', bundle)).toMatchObject({ status: 0 });
  for (const args of ['--help', 'help fix', 'help test', 'fix --list', 'completion bash'])
    expect(run(process.execPath, 'packages/cli/bundle/main.js', ...args.split(' ')).text).not.toContain('demo-');

  const tests = [...ids].map(([kind, id]) => String(testFileOf(kind, id)));
  const { status, text } = run('npx', 'vitest', 'run', '--project', 'unit*', ...tests, '-t', 'demo-');
  expect(status, text).toBe(1);
  const failed = text.split('\n').filter((line) => line.includes('FAIL'));
  for (const [kind, id] of ids) expect(failed.join('\n'), kind).toMatch(new RegExp(`${id}(?: >)? is finished`));
  // A busy machine is no failure.
}, 1_800_000);
