import type { PageRequest } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { publicApiOf } from '../src/third-party/public-apis.js';
import { allow, changed, check, right, type Script, set, silent, status } from './scripted-server.js';

const ways = async (script: Script, page: Partial<PageRequest> = {}) => {
  const diagnosis = await check(script, page, { thirdParty: true, stack: 'express' });
  for (const cause of diagnosis.causes) {
    expect(cause).not.toHaveProperty('fix');
    expect(cause).not.toHaveProperty('change');
  }
  expect(diagnosis).not.toHaveProperty('policy');
  return diagnosis.thirdParty?.ways ?? [];
};

const star = changed('both', allow('*'));
/** Responds to OPTIONS with an error, and allows every page the rest. */
const noPreflight = changed('preflight', status(405), silent);

test('without CORS there is a route of one’s own, and nothing else', async () => {
  const found = await ways(changed('both', silent), { headers: [['X-Api-Key', 'k']] });
  expect(found).toHaveLength(2);
  expect(found[0]).toContain('/api/users');
  expect(found[1]).toContain('JSONP');
});

test('the smallest change that every browser allows comes first', async () => {
  expect((await ways(noPreflight, { headers: [['X-Api-Key', 'k']] }))[0]).toMatch(/^Leave out x-api-key, /);
  const json = { method: 'POST', headers: [['Content-Type', 'application/json']] as const, body: '{}' };
  expect((await ways(noPreflight, json))[0]).toMatch(/^Send the body as text\/plain, /);
  expect((await ways(star, { credentials: 'include' }))[0]).toMatch(/^Leave out credentials: /);
});

test('a change that would not help is not named', async () => {
  const put = { method: 'PUT', headers: [['X-Api-Key', 'k']] as const };
  expect((await ways(noPreflight, put))[0]).toMatch(/^Request it from your own server/);
  const denied = changed('both', set('Access-Control-Allow-Origin', 'https://other.example'));
  expect((await ways(denied, { credentials: 'include' }))[0]).toMatch(/^Request it from your own server/);
});

test('a request that passes needs no way around', async () => {
  expect(await ways(right)).toEqual([]);
});

test.each([
  ['https://api.openai.com/v1/models', 'api.openai.com'],
  ['https://acme.zendesk.com/api', 'acme.zendesk.com'],
  ['https://api.example.com', undefined],
  ['https://notapi.openai.com.evil.test', undefined],
])('%s is of the public API %s', (url, host) => {
  expect(publicApiOf(url)).toBe(host);
});
