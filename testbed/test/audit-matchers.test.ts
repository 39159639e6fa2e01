import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit } from '@corsmith/doctor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RIGHT, WRONG } from '../../packages/doctor/test/origin-matchers.js';
import { languages } from '../src/matchers/catalogue.js';
import { APP } from '../src/matchers/language.js';
import { needs } from '../src/needs.js';
import type { RunningStack } from '../src/stacks/stack-module.js';

async function found(url: string, trusted: readonly string[] = [APP]): Promise<readonly string[]> {
  const { findings } = await audit({ url, trusted });
  return findings.map(({ id }) => id).sort();
}

describe('JavaScript', () => {
  const matchers = [...WRONG, ...RIGHT];
  let server: Server;
  let root = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      const { origin } = request.headers;
      const matcher = matchers[Number(/^\/(\d+)/.exec(request.url!)?.[1])]!;
      response.setHeader('Vary', 'Origin');
      if (origin !== undefined && matcher.allows(origin))
        response.setHeader('Access-Control-Allow-Origin', origin).setHeader('Access-Control-Allow-Credentials', 'true');
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  matchers.forEach(({ name, finds, trusted }, index) => {
    it(`${name}: ${finds.join(', ') || 'right'}`, async () => {
      expect(await found(`${root}/${index}`, trusted)).toEqual([...finds].sort());
    });
  });
});

for (const language of languages)
  describe.runIf(needs(...language.needs))(language.name, () => {
    let folder = '';
    let server: RunningStack;
    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'corsmith-matchers-'));
      server = await language.start(folder);
    });
    afterAll(async () => {
      await server?.stop();
      rmSync(folder, { recursive: true });
    });

    language.comparisons.forEach(({ code, finds, trusted }, index) => {
      it(`${code}: ${finds.join(', ') || 'right'}`, async () => {
        expect(await found(`${server.url}/${index}`, trusted)).toEqual([...finds].sort());
      });
    });
  });
