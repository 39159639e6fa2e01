import type { PageRequest } from '@corsmith/protocol';
import { isStackId, passThrough, proxyStack, type StackId, stacks } from '@corsmith/stacks';
import { expect, test } from 'vitest';
import { type Cause, diagnose } from '../src/index.js';
import {
  allow,
  body,
  changed,
  isPreflight,
  ORIGIN,
  put,
  type Script,
  serve,
  set,
  silent,
  status,
} from './scripted-server.js';
import { hit, kept } from './wrong-servers.js';

const express = set('X-Powered-By', 'Express');
const nginx = set('Server', 'nginx');
const app = changed('both', express);

/** The first cause, where that front stands before that app. */
async function first(front: Script, page: Partial<PageRequest> = {}, stack?: StackId, behind = app): Promise<Cause> {
  const [outer, inner] = await Promise.all([serve(front), serve(behind)]);
  const { causes } = await diagnose(
    { origin: ORIGIN, url: `${outer.url}/users`, ...page },
    { direct: [{ host: inner.host, port: inner.port }], ...(stack !== undefined && { stack }) },
  );
  return causes[0]!;
}

const broken: readonly (readonly [id: string, front: Script, page: Partial<PageRequest>, removal: string])[] = [
  ['stripped-by-proxy', changed('both', express, nginx, silent), {}, 'proxy_hide_header Access-Control-…;'],
  [
    'overwritten-by-proxy',
    changed('both', express, nginx, allow('https://b.example')),
    {},
    'add_header Access-Control-… …;',
  ],
  [
    'added-twice-by-proxy',
    changed('both', express, nginx, allow(ORIGIN, ORIGIN)),
    {},
    'add_header Access-Control-… …;',
  ],
  [
    'edge-answers-preflight',
    (request) =>
      isPreflight(request) ? { status: 204, headers: [['Server', 'nginx']] } : changed('both', express, nginx)(request),
    put,
    'if ($request_method = OPTIONS) { … }',
  ],
  ['cached-without-vary', kept(changed('actual', express, nginx, silent, hit)), {}, 'proxy_ignore_headers … Vary …;'],
];

for (const [id, front, page, removal] of broken)
  test(`${id}: the fix is the proxy’s, and passes on the app’s headers`, async () => {
    const cause = await first(front, page);
    expect(cause).toMatchObject({ id, fixedIn: 'proxy', fix: { stack: 'nginx', files: [] } });
    expect(cause.fix?.removals?.flatMap(({ looks }) => looks)).toContain(removal);
  });

test('an error of the gateway needs headers of its own', async () => {
  const down: Script = (request) =>
    changed('both', silent, nginx, status(502), body('<hr><center>nginx</center>'))(request);
  const cause = await first(down);
  expect(cause).toMatchObject({ id: 'gateway-error', fixedIn: 'proxy', fix: { stack: 'nginx' } });
  expect(cause.fix?.files.length).toBeGreaterThan(0);
  expect(cause.fix).not.toHaveProperty('removals');
});

test('a proxy that shows nothing is named with the stack; an app that is named is no proxy', async () => {
  const front = changed('both', express, silent);
  expect((await first(front)).fix).toBeUndefined();
  expect((await first(front, {}, 'haproxy')).fix?.stack).toBe('haproxy');
  expect((await first(front, {}, 'express')).fix).toBeUndefined();
  expect((await first(changed('both', express, nginx, silent), {}, 'express')).fix?.stack).toBe('nginx');
});

test('a stack that is also behind is not the proxy', async () => {
  const both = changed('both', nginx);
  const front = changed('both', nginx, set('Via', '1.1 varnish (Varnish/7.1)'), silent);
  expect((await first(front, {}, undefined, both)).fix?.stack).toBe('varnish');
});

test('a proxy without known statements to remove sets its own headers', async () => {
  const cause = await first(changed('both', express, silent), {}, 'envoy');
  expect(cause.fix?.files.length).toBeGreaterThan(0);
});

test('a recipe’s removals match their examples, and nothing else', async () => {
  const ids = stacks.map(({ id }) => id).filter((id) => isStackId(id) && proxyStack(id));
  const kinds = ['stripped', 'overwritten', 'doubled', 'intercepted', 'cached'] as const;
  const own = { title: '', files: [], steps: ['', 'reload'], pitfalls: [], verified: 'documented' } as const;
  const recipes = ids.flatMap((id) => kinds.flatMap((kind) => passThrough({ stack: id, ...own }, kind) ?? []));
  expect(new Set(recipes.map(({ stack }) => stack))).toEqual(
    new Set(['nginx', 'apache', 'caddy', 'haproxy', 'varnish']),
  );
  for (const { removals = [] } of recipes)
    for (const { looks, pattern } of removals) {
      const search = () => new RegExp(pattern, 'gim');
      expect(
        looks
          .join('\n')
          .replaceAll(/Access-Control-…/g, 'Access-Control-Allow-Origin')
          .replaceAll('@…', '@a')
          .replaceAll('…', 'x'),
      ).toMatch(search());
      expect('add_header X-Frame-Options DENY;\nHeader set X-A b\nheader X-A b\nset resp.http.X-A = "b";').not.toMatch(
        search(),
      );
      expect('http-response set-header X-A b\nif ($request_method = POST) { return 405; }').not.toMatch(search());
    }
});
