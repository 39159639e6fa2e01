import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { copyWorkspace, git } from './workspace-copy.js';

let copy: string;
afterAll(() => rmSync(copy, { recursive: true, force: true }), 120_000);

/** Runs a command in the copy. */
function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

test('a new stack and a new cause leave the check green, are in no list, and their tests fail until they are filled in', () => {
  copy = copyWorkspace();
  expect(run('npm', 'run', 'new', '--', 'stack', 'demo-stack')).toMatchObject({ status: 0 });
  expect(run('npm', 'run', 'new', '--', 'cause', 'demo-cause')).toMatchObject({ status: 0 });
  git(copy, 'add', '-A');
  expect(git(copy, 'diff', '--cached', '--name-status').replaceAll('\t', ' ').trim().split('\n').sort()).toEqual([
    'A packages/doctor/src/causes/demo-cause.ts',
    'A packages/doctor/test/causes/demo-cause.ts',
    'A packages/stacks/src/stacks/demo-stack.ts',
    'A packages/stacks/test/stacks/demo-stack.test.ts',
    'A testbed/src/stacks/modules/demo-stack.ts',
    'M packages/doctor/src/cause-ids.ts',
    'M packages/stacks/src/stack-ids.ts',
  ]);
  const check = run('npm', 'run', 'check');
  expect(check, check.text).toMatchObject({ status: 0 });

  const bundle = "import('./packages/cli/bundle.mjs').then(({ bundleCommandLine }) => bundleCommandLine())";
  expect(run(process.execPath, '--input-type=module', '-e', bundle)).toMatchObject({ status: 0 });
  for (const args of ['--help', 'help fix', 'fix --list', 'completion bash'])
    expect(run(process.execPath, 'packages/cli/bundle/main.js', ...args.split(' ')).text).not.toContain('demo-');

  const tests = [
    ['packages/stacks/test/stacks/demo-stack.test.ts'],
    ['packages/doctor/test/names-each-cause.test.ts', '-t', '^demo-cause '],
  ];
  for (const args of tests) {
    const { status, text } = run('npx', 'vitest', 'run', '--project', 'unit', ...args);
    expect(status).toBe(1);
    expect(text).toContain('fill in');
    expect(text).toContain('is finished');
  }
}, 600_000);
