import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit } from '@corsmith/audit';
import { createPolicy } from '@corsmith/server';
import { cors } from '@corsmith/server/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RIGHT, WRONG } from '../../packages/audit/test/origin-matchers.js';
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

describe('a policy of @corsmith/server is right, whatever it allows', () => {
  const lists = [
    [APP],
    [APP, 'https://admin.example.com:8443', 'http://localhost:5173'],
    ['https://*.example.com'],
    ['http://localhost:*', 'http://127.0.0.1:*'],
    ['https://shop.vercel.app'],
    ['https://xn--exmple-qta.com', 'https://www.example.co.uk'],
    ['http://[::1]:3000'],
    ['https://192.168.1.10'],
  ];
  let server: Server;
  let root = '';
  beforeAll(async () => {
    const policies = lists.map((origins) =>
      cors(
        createPolicy({
          origins,
          credentials: true,
          methods: ['PUT'],
          requestHeaders: ['content-type'],
        }),
      ),
    );
    server = createServer((request, response) => {
      policies[Number(/^\/(\d+)/.exec(request.url!)?.[1])]!(request, response, () => response.end());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  lists.forEach((origins, index) => {
    it(origins.join(', '), async () => {
      expect(await found(`${root}/${index}`, origins)).toEqual([]);
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
