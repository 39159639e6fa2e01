import { expect, test } from 'vitest';
import { parseArguments } from '../src/check/arguments.js';
import { parseCookies } from '../src/check/cookie.js';
import { UsageError } from '../src/usage-error.js';

const ARGUMENTS = ['https://api.example.com/me'];
const origin = 'https://app.example.com';

test.each<[text: string, cookies: readonly string[]]>([
  ['id=7', ['id=7']],
  ['id=7; Secure; SameSite=None; Path=/', ['id=7; Secure; SameSite=None; Path=/']],
  // As DevTools copies it for curl.
  ['id=7; theme=dark; secure_token=1', ['id=7', 'theme=dark', 'secure_token=1']],
  ['id=7; HttpOnly; theme=dark; samesite=lax', ['id=7; HttpOnly', 'theme=dark; samesite=lax']],
  ['Set-Cookie: id=7; Expires=Wed, 09 Jun 2100 10:18:14 GMT;', ['id=7; Expires=Wed, 09 Jun 2100 10:18:14 GMT']],
  ['Cookie: id=7; b=a=b', ['id=7', 'b=a=b']],
  // A name that is an attribute's is a cookie where it comes first.
  ['path=/; Path=/', ['path=/; Path=/']],
])('--cookie %s', (text, cookies) => {
  expect(parseCookies(text)).toEqual({ cookies });
});

test.each(['', ' ; ', 'cookies.txt', 'id=7; =x', 'Secure', 'id=7\nSet-Cookie: x=1'])(
  '--cookie %j is an error',
  (text) => {
    const parsed = parseCookies(text);
    expect(parsed).toHaveProperty('problem');
    expect(JSON.stringify(parsed)).not.toContain('=x');
  },
);

test('--cookie implies --credentials, and without credentials no cookie is judged', async () => {
  const flags = { origin };
  const plain = await parseArguments({ arguments: ARGUMENTS, options: flags });
  expect(plain).not.toHaveProperty('cookies');
  const credentials = await parseArguments({ arguments: ARGUMENTS, options: { ...flags, credentials: true } });
  expect(credentials).toMatchObject({ cookies: [], request: { credentials: 'include' } });
  const given = await parseArguments({
    arguments: ARGUMENTS,
    options: { ...flags, cookie: ['a=1; b=2', 'c=3; Secure'] },
  });
  expect(given).toMatchObject({ cookies: ['a=1', 'b=2', 'c=3; Secure'], request: { credentials: 'include' } });
});

test('the error names no value', async () => {
  const error = await parseArguments({
    arguments: ARGUMENTS,
    options: { origin, cookie: ['secret-without-name'] },
  }).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(UsageError);
  expect(String((error as UsageError).message)).not.toContain('secret');
});
