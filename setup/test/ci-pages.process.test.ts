import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build, MAIN } from '../../packages/cli/test/built-cli.js';

// The action and the examples of the pages, run as a runner runs them, on a server of loopback.

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

const action = load(readFileSync(at('action.yml'), 'utf8')) as Action;

let folder: string;
let server: Server;
let url: string;

beforeEach(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), 'corsmith ci '));
  // What a clone or an installed package has.
  writeFileSync(join(folder, 'corsmith'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`, { mode: 0o755 });
  server = createServer((request, response) => {
    if (request.url === '/right') response.setHeader('Access-Control-Allow-Origin', 'https://app.test');
    response.setHeader('X-Powered-By', 'Express').end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

const contract = (...paths: string[]) =>
  `policy: { origins: [https://app.test] }
environments: { staging: { API: '${url}' } }
endpoints:
${paths.map((path) => `  - url: \${API}/${path}\n`).join('')}`;

async function bash(script: string, env: NodeJS.ProcessEnv) {
  // As GitHub runs `shell: bash`.
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

/** The action's step with these inputs, as a runner fills them in. */
async function runAction(inputs: Readonly<Record<string, unknown>>) {
  const [step] = action.runs.steps;
  const env = Object.fromEntries(
    Object.entries(step!.env).map(([name, value]) => {
      const input = /inputs\.([\w-]+)/.exec(value)?.[1] ?? '';
      return [name, String(inputs[input] ?? action.inputs[input]!.default)];
    }),
  );
  const [summary, output] = [join(folder, 'summary.md'), join(folder, 'output')];
  const runner = { GITHUB_ACTION_PATH: folder, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output };
  writeFileSync(summary, '# Before\n');
  writeFileSync(output, '');
  const ended = await bash(step!.run, { ...env, ...runner });
  return { ...ended, summary: readFileSync(summary, 'utf8'), output: readFileSync(output, 'utf8') };
}

/** The blocks of YAML in a page. */
const blocksOf = (page: string): unknown[] =>
  [...readFileSync(at(page), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => load(text!));

test('the action: what is broken is annotated, listed in the summary, and fails the step', async () => {
  writeFileSync(join(folder, 'my cors.yaml'), contract('right', 'wrong'));
  const files = { junit: 'a b.xml', sarif: 'cors.sarif' };
  const ended = await runAction({ contract: 'my cors.yaml', environment: 'staging', ...files });
  expect(ended).toMatchObject({ code: 1, stderr: '', output: 'exit-code=1\n' });
  expect(ended.stdout).toMatch(/^::error file=my cors\.yaml,line=5,title=corsmith%3A blocked::/m);
  expect(ended.stdout).toContain('no-allow-origin');
  expect(ended.summary).toMatch(/^# Before\n## ❌ CORS: 1 of 6/);
  expect(readFileSync(join(folder, 'a b.xml'), 'utf8')).toContain('<testsuites');
  expect(JSON.parse(readFileSync(join(folder, 'cors.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
  const right = await runAction({ contract: 'my cors.yaml', environment: 'staging', filter: '/right\n\n/none' });
  expect(right).toMatchObject({ code: 0, output: 'exit-code=0\n', summary: expect.stringContaining('✅') });
});

test('the action: no text of an input is read as a script, and a contract with mistakes fails with 2', async () => {
  writeFileSync(join(folder, 'cors.yaml'), 'policy: {}\n');
  const evil = '$(touch evil)`touch evil`; touch evil';
  const ended = await runAction({ environment: evil, filter: evil, contract: '' });
  expect(ended).toMatchObject({ code: 2, output: 'exit-code=2\n' });
  expect(ended.stderr).toContain('cors.yaml:1:');
  expect((await bash('ls', {})).stdout).not.toContain('evil');
});

test('the example of the page for GitHub is one that the action takes', async () => {
  const [workflow, fragment] = blocksOf('docs/ci/github.md') as [
    { jobs: { cors: { steps: { uses: string; with?: Record<string, unknown> }[] } } },
    { uses: string; env: object }[],
  ];
  const step = workflow.jobs.cors.steps.find(({ uses }) => uses.startsWith('corsmith/corsmith@'));
  expect(Object.keys(step!.with!).every((input) => input in action.inputs)).toBe(true);
  expect(fragment[0]?.uses).toBe(step!.uses);
  writeFileSync(join(folder, 'cors.yaml'), contract('right'));
  expect(await runAction(step!.with!)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('All 3 expectations hold'),
  });
  const page = readFileSync(at('docs/ci/github.md'), 'utf8');
  for (const input of Object.keys(action.inputs)) expect(page).toContain(`| \`${input}\` |`);
});

test('the action lints: findings are annotations, listed in the summary, and fail the step', async () => {
  const location =
    'location / { add_header Access-Control-Allow-Origin https://app.test/ always; proxy_pass http://a; }';
  writeFileSync(join(folder, 'my nginx.conf'), `server {\n${location}\n}\n`);
  const ended = await runAction({ run: 'lint', paths: 'my nginx.conf\n', sarif: 'lint.sarif' });
  expect(ended).toMatchObject({ code: 1, stderr: '', output: 'exit-code=1\n' });
  expect(ended.stdout).toMatch(/^::error file=my nginx\.conf,line=2,col=\d+,title=corsmith%3A origin-never-matches::/m);
  expect(ended.summary).toMatch(/^# Before\n## ❌ CORS configuration: 1 finding/);
  expect(JSON.parse(readFileSync(join(folder, 'lint.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
  expect(await runAction({ run: 'lint', 'fail-on': 'never' })).toMatchObject({ code: 0 });
});

test('the example of the page for GitLab runs, and leaves the report that it names', async () => {
  const [{ cors }] = blocksOf('docs/ci/gitlab.md') as [
    { cors: { script: string[]; variables: Record<string, string>; artifacts: { reports: { junit: string } } } },
  ];
  writeFileSync(join(folder, 'cors.yaml'), contract('right'));
  const env = { ...cors.variables, API: url, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const ended = await bash(cors.script.join('\n'), env);
  expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('All 3 expectations hold') });
  expect(readFileSync(join(folder, cors.artifacts.reports.junit), 'utf8')).toContain('<testsuites');
});
