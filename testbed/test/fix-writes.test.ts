import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diagnose } from '@corsmith/doctor';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, corsmith } from '../../packages/cli/test/built-cli.js';
import type { Browser } from '../src/browsers/browser.js';
import { startChromium } from '../src/browsers/chromium.js';
import { needs } from '../src/needs.js';
import { startWorld, type World } from '../src/servers/world.js';
import { compose } from '../src/stacks/compose.js';
import { modules } from '../src/stacks/modules.js';

const FILES = {
  express: 'app.js',
  fastify: 'app.js',
  koa: 'app.js',
  hono: 'app.js',
  h3: 'app.js',
  nestjs: 'src/main.ts',
  fastapi: 'main.py',
  starlette: 'main.py',
  flask: 'app.py',
} as const;

const MANIFEST = JSON.stringify({ private: true, type: 'module' });

const inChromium = needs('chromium');

describe('corsmith fix --write on an app without CORS', () => {
  let world: World;
  let chromium: Browser;
  beforeAll(async () => {
    await build();
    if (!inChromium) return;
    world = await startWorld();
    chromium = await startChromium(world);
  });
  afterAll(async () => {
    await chromium?.close();
    world?.close();
  });

  for (const [stack, file] of Object.entries(FILES)) {
    const module = modules.find(({ id }) => id === stack)!;
    test.runIf(inChromium && needs(...module.needs))(`${stack}: the real server then allows the page`, async () => {
      const origin = world.origins.app;
      const { folder, remove } = compose(module, []);
      try {
        // A project of its own: the testbed around it is full of CORS.
        writeFileSync(path.join(folder, 'package.json'), MANIFEST);
        const target = path.join(folder, file);
        const flags = ['--stack', stack, '--origin', origin, '-X', 'PUT', '-H', 'Content-Type', '--credentials'];
        const write = () => corsmith(['fix', ...flags, '--read', 'X-Total-Count', '--write', target, '--yes']);

        const page = {
          method: 'PUT',
          headers: [['Content-Type', 'application/json']],
          credentials: 'include',
        } as const;
        const seen = async () => {
          const running = await module.start(folder);
          try {
            const url = `${running.url}/users?write=${stack}`;
            const [step] = await chromium.run({
              page: 'app',
              steps: [{ url, ...page, body: { kind: 'text', text: '{}' } }],
            });
            const stranger = await diagnose({ ...page, origin: 'https://stranger.example', url }, { send: true });
            return { got: step?.result.kind === 'response', stranger: stranger.verdict.chromium.allowed };
          } finally {
            await running.stop();
          }
        };

        expect(await seen()).toEqual({ got: false, stranger: false });
        expect(await write()).toMatchObject({ code: 0, stderr: '' });
        expect(await seen()).toEqual({ got: true, stranger: false });
        const text = readFileSync(target, 'utf8');
        expect(await write()).toMatchObject({ code: 0, stdout: expect.stringContaining('already has it') });
        expect(readFileSync(target, 'utf8')).toBe(text);
      } finally {
        remove();
      }
    });
  }
});
