import { expect, test } from 'vitest';
import { diagnose } from '../src/index.js';
import { changed, ORIGIN, serve, set } from './scripted-server.js';

const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;

test.each([
  ['fetch', 'same-origin'],
  ['image', 'same-origin'],
  ['script', 'same-site'],
] as const)('%s without CORS: the verdict and the cause agree about %s', async (initiator, policy) => {
  const { url } = await serve(changed('actual', set('Cross-Origin-Resource-Policy', policy)));
  const { verdict, causes } = await diagnose({ origin: ORIGIN, url, mode: 'no-cors', initiator });
  for (const browser of BROWSERS)
    expect(verdict[browser]).toMatchObject({ allowed: false, code: 'CrossOriginResourcePolicy', parameter: policy });
  expect(causes[0]).toMatchObject({ id: 'cross-origin-resource-policy', certainty: 'certain', fixedIn: 'headers' });
  expect(causes[0]?.fix).toBeUndefined();
});

test('nothing is sent to a blocked port', async () => {
  const { verdict, causes, exchanges } = await diagnose({
    origin: ORIGIN,
    url: 'http://127.0.0.1:6000/',
    method: 'PUT',
  });
  expect(exchanges).toEqual([]);
  for (const browser of BROWSERS)
    expect(verdict[browser]).toMatchObject({ allowed: false, code: 'BlockedPort', parameter: '6000' });
  expect(causes.map(({ id }) => id)).toEqual(['blocked-port']);
});
