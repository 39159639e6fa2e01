import { isSecretName } from '@corsmith/doctor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskHeaderValue, maskSecrets, maskText } from '../src/secrets.js';

describe('names of secrets', () => {
  test.each([
    'Authorization',
    'X-Api-Key',
    'api_key',
    'apikey',
    'accessToken',
    'client_secret',
    'X-Amz-Signature',
    'sig',
    'Set-Cookie',
    'X-CSRF-Token',
    'X-CSRFToken',
    'x-authtoken',
    'key',
  ])('%s', (name) => expect(isSecretName(name)).toBe(true));
  test.each([
    'Origin',
    'monkey',
    'Access-Control-Allow-Credentials',
    'Sec-Fetch-Site',
    'keyboard',
    'Content-Type',
    'design',
    'Author',
    ':authority',
  ])('not %s', (name) => expect(isSecretName(name)).toBe(false));
});

test('what tells the kind of credential stays', () => {
  expect(maskHeaderValue('Authorization', 'Bearer eyJhbGciOi')).toBe('Bearer ***');
  expect(maskHeaderValue('authorization', 'eyJhbGciOi')).toBe('***');
  expect(maskHeaderValue('Cookie', 'session=abc; theme=dark')).toBe('session=***; theme=***');
  expect(maskHeaderValue('Set-Cookie', 'session=abc; Path=/; HttpOnly')).toBe('session=***; Path=/; HttpOnly');
  expect(maskHeaderValue('X-Api-Key', '123')).toBe('***');
  expect(maskHeaderValue('Location', 'https://a.test/?code=1&token=abc#x')).toBe('https://a.test/?code=1&token=***#x');
  expect(maskHeaderValue('Access-Control-Allow-Headers', 'x-api-key')).toBe('x-api-key');
});

test('URLs, forms and JSON lose their secrets and nothing else', () => {
  expect(maskText("fetch at 'https://me:pw@a.test/x?a=1&access%5Ftoken=abc&b=2' from")).toBe(
    "fetch at 'https://***@a.test/x?a=1&access%5Ftoken=***&b=2' from",
  );
  expect(maskText('password=abc&name=me')).toBe('password=***&name=me');
  expect(maskText('{"user":"me","password": "a\\"b","n":1}')).toBe('{"user":"me","password": "***","n":1}');
  expect(maskText('https://a.test/@user?q=me@b.test')).toBe('https://a.test/@user?q=me@b.test');
});

test('no secret of the request is left anywhere in the data, however the server sends it back', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9]{16,40}$/);
  fc.assert(
    fc.property(secret, secret, secret, (token, key, parameter) => {
      const headers = [
        ['Authorization', `Bearer ${token}`],
        ['X-Api-Key', key],
      ] as const;
      const url = `https://user:${parameter}@a.test/?token=${parameter}`;
      const data = {
        url,
        headers,
        echo: [`You sent ${token} and "${key}" to ${url}`],
        at: { deep: [['location', url]] },
      };
      const masked = JSON.stringify(maskSecrets(data, headers));
      for (const one of [token, key, parameter]) expect(masked).not.toContain(one);
    }),
    { numRuns: 50 },
  );
});

test('hostile text is masked in linear time', () => {
  const hostile = ['a.', 'a://', '?a', '&a=', '"a":"', '"', 'a=;', '\\'].map((part) => part.repeat(100_000));
  const began = performance.now();
  for (const text of hostile) maskText(text);
  expect(performance.now() - began).toBeLessThan(1500);
});
