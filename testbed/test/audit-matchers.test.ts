import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { audit } from '@corsmith/doctor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP, type Matcher, RIGHT, WRONG } from '../../packages/doctor/test/origin-matchers.js';

let server: Server;
let root = '';

/** One server for all, a path for each. */
beforeAll(async () => {
  const matchers = [...WRONG, ...RIGHT];
  server = createServer((request, response) => {
    const { origin } = request.headers;
    const matcher = matchers[Number(/^\/(\d+)/.exec(request.url!)?.[1])]!;
    response.setHeader('Vary', 'Origin');
    if (origin !== undefined && matcher.allows(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      response.setHeader('Access-Control-Allow-Methods', 'PUT');
      response.setHeader('Access-Control-Allow-Headers', 'content-type');
    }
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const found = async ({ trusted = [APP] }: Matcher, index: number) => {
  const { findings } = await audit({ url: `${root}/${index}`, trusted });
  return findings.map(({ id }) => id).sort();
};

describe('finds what is wrong with', () => {
  WRONG.forEach((matcher, index) => {
    it(matcher.name, async () => {
      expect(await found(matcher, index)).toEqual([...matcher.finds].sort());
    });
  });
});

describe('finds nothing wrong with', () => {
  RIGHT.forEach((matcher, index) => {
    it(matcher.name, async () => {
      expect(await found(matcher, WRONG.length + index)).toEqual([]);
    });
  });
});
