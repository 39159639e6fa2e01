import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { validate } from 'dockerfile-utils';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';

// What can be said of these without GitHub, Docker and a registry. They are not run here.

const root = fileURLToPath(new URL('../../', import.meta.url));
const at = (path: string) => join(root, path);
const textOf = (path: string) => readFileSync(at(path), 'utf8');

test.each(readdirSync(at('.github/workflows')))('%s is a workflow', (file) => {
  expect(validateWorkflow(textOf(`.github/workflows/${file}`)).errors).toEqual([]);
  expect(validateWorkflow("on: push\njobs: { a: { steps: 'none' } }").errors).not.toEqual([]);
});

test('action.yml is an action', () => {
  expect(validateAction(textOf('action.yml')).errors).toEqual([]);
});

test('what the release workflow runs exists, and only its last job may publish', () => {
  const { jobs } = load(textOf('.github/workflows/release.yml')) as {
    jobs: Record<string, { permissions?: Record<string, string>; steps: { run?: string }[] }>;
  };
  const { scripts } = JSON.parse(textOf('package.json'));
  const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  for (const [, script] of runs.join('\n').matchAll(/npm (?:run )?(check|build|test)\b/g))
    expect(scripts).toHaveProperty(script!);
  expect(Object.entries(jobs).filter(([, { permissions }]) => permissions?.['id-token'])).toHaveLength(1);
});

test('check-versions.mjs: a tag that is not the version of the packages fails', () => {
  const { version } = JSON.parse(textOf('packages/cli/package.json'));
  const run = (tag: string) => spawnSync(process.execPath, [at('setup/check-versions.mjs'), tag], { encoding: 'utf8' });
  expect(run(`v${version}`)).toMatchObject({ status: 0, stderr: '' });
  expect(run('v9.9.9')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`corsmith has version ${version}.`),
  });
});

test('the linter finds nothing in the Dockerfile', () => {
  expect(validate(textOf('Dockerfile'))).toEqual([]);
  expect(validate('FORM node')).not.toEqual([]);
});

test('the devcontainer feature can be packed, and its script installs the version that is chosen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-feature-'));
  try {
    const cli = createRequire(import.meta.url).resolve('@devcontainers/cli/devcontainer.js');
    execFileSync(process.execPath, [
      cli,
      'features',
      'package',
      at('devcontainer/corsmith'),
      '--output-folder',
      join(folder, 'out'),
    ]);
    expect(readdirSync(join(folder, 'out'))).toContain('devcontainer-feature-corsmith.tgz');
    // In the place of npm.
    writeFileSync(join(folder, 'npm'), '#!/bin/sh\necho "$@"\n');
    chmodSync(join(folder, 'npm'), 0o755);
    const run = (env: Record<string, string>) =>
      spawnSync('/bin/sh', [at('devcontainer/corsmith/install.sh')], { encoding: 'utf8', env });
    const PATH = `${folder}${delimiter}/usr/bin${delimiter}/bin`;
    expect(run({ PATH, VERSION: '1.2.3' }).stdout.trim()).toMatch(/^install --global .* corsmith@1\.2\.3$/);
    const without = run({ PATH: join(folder, 'nothing') });
    expect(without).toMatchObject({ status: 1, stderr: expect.stringContaining('features/node') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
