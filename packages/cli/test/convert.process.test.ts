import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, corsmith } from './built-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-convert-'));
beforeAll(build);
afterAll(() => rmSync(folder, { recursive: true }));

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
    nginx.ingress.kubernetes.io/enable-cors: "true"
`;

test('ingress-nginx to the Gateway API: credentials are left out, and the screen says so', async () => {
  writeFileSync(join(folder, 'ingress.yaml'), INGRESS);
  const { code, stdout, stderr } = await corsmith(['convert', 'ingress.yaml', '--to', 'gateway-api'], { cwd: folder });
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toContain('allowCredentials: false');
  expect(stdout).toMatch(/Left out\s.*\* is sent with credentials, which browsers/);
});

test('standard input to JSON, and what is the same', async () => {
  const args = ['convert', '-', '--name', 'ingress.yaml', '--to', 'nginx', '--json'];
  const annotation = '    nginx.ingress.kubernetes.io/cors-allow-origin: "https://app.test"\n';
  const { code, stdout } = await corsmith(args, { cwd: folder, input: INGRESS + annotation });
  expect(code).toBe(0);
  const [conversion] = JSON.parse(stdout).conversions;
  expect(conversion).toMatchObject({
    policy: { origins: ['https://app.test'] },
    leftOut: [],
    comparison: { same: true },
  });
});

test('mistakes', async () => {
  writeFileSync(join(folder, 'none.yaml'), 'a: 1\n');
  for (const [args, message] of [
    [['none.yaml', '--to', 'nginx'], 'no CORS configuration'],
    [['ingress.yaml'], 'Pass --to'],
    [['ingress.yaml', '--to', 'ngnx'], 'nginx'],
  ] as const)
    expect(await corsmith(['convert', ...args], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  writeFileSync(join(folder, 'env.js'), "import cors from 'cors';\napp.use(cors({ origin: process.env.ORIGIN }));\n");
  expect(await corsmith(['convert', 'env.js', '--to', 'nginx'], { cwd: folder })).toMatchObject({ code: 4 });
});
