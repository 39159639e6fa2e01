import { expect, test } from 'vitest';
import { type Script, serve } from '../../doctor/test/scripted-server.js';
import { audit } from '../src/index.js';
import { BLOCKS, blockingAfter } from './blocking-server.js';
import { serverThat } from './matcher-server.js';
import { APP } from './origin-matchers.js';

const run = async (script: Script, trusted: readonly string[] = [APP]) => {
  const { url } = await serve(script);
  return audit({ url, trusted });
};
/** One of its faults is in the tail. */
const faulty = serverThat((origin) => origin === APP || origin.endsWith('.webflow.io'));

test('an audit of a server that responds to the end is finished', async () => {
  expect(await run(faulty)).toMatchObject({ finished: true, unfinished: [], unsent: 0 });
});

test.each(Object.keys(BLOCKS))('a server that blocks in the middle, %s: not finished', async (kind) => {
  for (const count of [1, 60]) {
    const audited = await run(blockingAfter(count, BLOCKS[kind]!, faulty));
    expect(audited, String(count)).toMatchObject({ finished: false });
    expect(audited.unfinished[0]).toMatch(/refuse the audit|429/);
  }
});

test('says which classes have no result', async () => {
  const { unsentByClass } = await run(blockingAfter(50, BLOCKS.forbidden!, faulty));
  expect(unsentByClass).toMatchObject({ 'preview-hosts': expect.any(Number), 'localhost-allowed': expect.any(Number) });
});

test('what was allowed before the block is reported', async () => {
  const { findings, finished } = await run(
    blockingAfter(
      60,
      BLOCKS.forbidden!,
      serverThat((one) => one.startsWith(APP)),
    ),
  );
  expect(finished).toBe(false);
  expect(findings).toMatchObject([{ id: 'prefix-match' }]);
});

test('one bad response in the middle is no block', async () => {
  let count = 0;
  const audited = await run((request) => (++count % 20 === 0 ? { status: 503, headers: [] } : faulty(request)));
  expect(audited).toMatchObject({ finished: true, findings: [{ id: 'preview-hosts' }] });
});

test('a server that refuses every query and allows the URL as it is: not finished', async () => {
  const audited = await run((request) =>
    request.url?.includes('?') ? { status: 403, headers: [['Content-Type', 'text/html']] } : faulty(request),
  );
  expect(audited).toMatchObject({ finished: false, findings: [] });
  expect(audited.unfinished[0]).toContain('with a query');
  // Where the origin is not allowed either way, the audit has seen what there is to see.
  const denied = await run(({ url }) => ({ status: url?.includes('?') ? 403 : 401, headers: [] }));
  expect(denied.unfinished).toEqual([]);
});
