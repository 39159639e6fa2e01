import { expect, test } from 'vitest';
import { guardedLookup, refuseLinkLocal } from '../src/probe/link-local.js';
import { check, ids, type Script } from './scripted-server.js';

/** Without TLS, so that no redirect is mixed content. */
const PAGE = { origin: 'http://localhost:3000' };

const redirecting =
  (location: string): Script =>
  () => ({
    status: 302,
    headers: [
      ['Location', location],
      ['Access-Control-Allow-Origin', '*'],
    ],
  });

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://[::ffff:169.254.169.254]/',
  'http://[64:ff9b::169.254.169.254]/',
  'https://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://100.100.100.200/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://metadata.google.internal./',
])('a redirect to a link-local or metadata address is not followed, and said: %s', async (location) => {
  const { verdict, exchanges, causes } = await check(redirecting(location), PAGE);
  const { host } = new URL(location);
  expect(exchanges.filter(({ request }) => new URL(request.url).host === host)).toEqual([
    expect.objectContaining({
      failure: expect.objectContaining({ id: 'not-followed' }),
      durationMs: expect.any(Number),
    }),
  ]);
  for (const { allowed, unknownBecause } of Object.values(verdict)) {
    expect(allowed).toBe(null);
    expect(unknownBecause).toContain(`The redirect to ${new URL(location).href} is not followed`);
  }
  expect(causes).toEqual([]);
});

test('no probe walks there either', async () => {
  // Without permission no browser follows it, and the doctor looks where it leads.
  const { exchanges, ...diagnosis } = await check(
    () => ({
      status: 302,
      headers: [['Location', 'http://169.254.169.254/']],
    }),
    PAGE,
  );
  expect(ids(diagnosis as never)[0]).toBe('response-redirected');
  const there = exchanges.filter(({ request }) => request.url.startsWith('http://169.254.'));
  expect(there.map(({ failure }) => failure?.id)).toEqual(['not-followed']);
});

test('a name is judged by its addresses', async () => {
  expect(() => refuseLinkLocal('127.0.0.1')).not.toThrow();
  expect(() => refuseLinkLocal('10.0.0.1')).not.toThrow();
  expect(() => refuseLinkLocal('metadata.example.com')).not.toThrow();
  const lookup = await guardedLookup();
  const found = await new Promise((resolve, reject) =>
    lookup('127.0.0.1', { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))),
  );
  expect(found).toEqual([{ address: '127.0.0.1', family: 4 }]);
  // An address needs no lookup.
  const refused = new Promise((_, reject) => lookup('169.254.169.254', { all: true }, (error) => reject(error)));
  await expect(refused).rejects.toMatchObject({ failure: { id: 'not-followed' } });
});
