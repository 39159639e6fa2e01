import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecretName, maskerOf, maskHeaderValue, maskSecrets, maskText } from '../src/index.js';

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
    'DPoP',
    'X-Otp',
    'X-Pin',
    'X-Passcode',
    'X-Bearer',
    'SAMLResponse',
    'code_verifier',
    'client_assertion',
    'assertion',
    'passphrase',
    'hmac',
    'JSESSIONID',
    'PHPSESSID',
    'connect.sid',
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
    'pinned',
    'spin',
    'Public-Key-Pins',
    'Surrogate-Key',
    'WWW-Authenticate',
    'ETag',
    'X-Request-Id',
    'code_challenge',
  ])('not %s', (name) => expect(isSecretName(name)).toBe(false));
});

test('the kind of a credential stays visible', () => {
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
        echo: [`You sent ${token}, "${key}" and ${parameter} to ${url}`],
        at: { deep: { headers: [['location', url]], header: ['x-api-key', key] } },
      };
      const masked = JSON.stringify(maskSecrets(data, { headers, url }));
      for (const one of [token, key, parameter]) expect(masked).not.toContain(one);
    }),
    { numRuns: 50 },
  );
});

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';

describe('a secret is masked wherever it stands', () => {
  test.each([
    ['a JWT in a parameter', `https://a.test/?t=${JWT}&b=1`, 'https://a.test/?t=***&b=1'],
    ['a JWT in a path', `https://a.test/${JWT}/x`, 'https://a.test/***/x'],
    ['a token of GitHub', 'https://a.test/?t=ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'https://a.test/?t=***'],
    ['a key of AWS', 'https://a.test/AKIAIOSFODNN7EXAMPLE', 'https://a.test/***'],
    ['a key of Stripe', `"sk_${'live'}_4eC39HqLyjWDarjtT1zdp7dc"`, '"***"'],
    ['a token of Slack', `x xoxb-${'17653672481'}-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy y`, 'x *** y'],
    ['a token of GitLab', 'glpat-zZ9yYxX8wWvV7uUtT6sS', '***'],
    ['a token of Telegram', 'https://a.test/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/x', 'https://a.test/***/x'],
    [
      'a webhook of Slack',
      'https://hooks.slack.com/services/T0000/B0000/XXXXXXXX',
      'https://hooks.slack.com/services/***',
    ],
    ['Bearer in prose', 'sent Bearer 2YotnFZFEjr1zCsicMWpAA here', 'sent Bearer *** here'],
    [
      'a code of OAuth',
      'https://a.test/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj',
      'https://a.test/cb?code=***&state=***',
    ],
    ['a ticket of CAS', 'https://a.test/?ticket=ST-1856339-aA5Yuvrxzpv8Tau1cYQ7', 'https://a.test/?ticket=***'],
    ['a one-time code', 'otp=123456&pin=1234&name=me', 'otp=***&pin=***&name=me'],
    ['an assertion of SAML', 'SAMLResponse=PHNhbWxwOlJlc3BvbnNlIHhtbG5z&RelayState=x', 'SAMLResponse=***&RelayState=x'],
    ['a fragment', 'https://a.test/#access_token=abc&x=1', 'https://a.test/#access_token=***&x=1'],
    [
      'a URL inside a URL',
      'https://a.test/?next=https%3A%2F%2Fb.test%2F%3Ftoken%3Dabc%26x%3D1',
      'https://a.test/?next=https%3A%2F%2Fb.test%2F%3Ftoken%3D***%26x%3D1',
    ],
    [
      'twice inside',
      'https://a.test/?next=%2F%3Fnext%3D%252F%253Ftoken%253Dabc',
      'https://a.test/?next=%2F%3Fnext%3D%252F%253Ftoken%253D***',
    ],
    [
      'a path inside a path',
      'https://a.test/to/https%3A%2F%2Fu%3Apw%40b.test',
      'https://a.test/to/https%3A%2F%2F***%40b.test',
    ],
    ['a user without a scheme', '//me:p@ss@b.test/', '//***@b.test/'],
    [
      'JSON in JSON',
      '{"body":"{\\"password\\":\\"abc\\",\\"n\\":1}"}',
      '{"body":"{\\"password\\":\\"***\\",\\"n\\":1}"}',
    ],
    ['an empty value', '{"password":"","a":"b"}', '{"password":"","a":"b"}'],
    ['JSON that is cut off', '{"password":"abc', '{"password":"***"'],
    ['a number', '{"pin": 1234,"max_tokens":5}', '{"pin": "***","max_tokens":5}'],
    [
      'a part of a form',
      'Content-Disposition: form-data; name="password"\r\n\r\nabc\r\n--x',
      'Content-Disposition: form-data; name="password"\r\n\r\n***\r\n--x',
    ],
    ['an element of XML', '<a><Password>abc</Password></a>', '<a><Password>***</Password></a>'],
    ['a header line', 'it has "Set-Cookie: sid=abc; Path=/" twice', 'it has "Set-Cookie: sid=***; Path=/" twice'],
    [
      'a private key',
      '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----',
    ],
  ])('%s', (_, text, masked) => expect(maskText(text)).toBe(masked));

  test('in a header of any name', () => {
    expect(maskHeaderValue('X-Foo', 'Bearer abc')).toBe('Bearer ***');
    expect(maskHeaderValue('X-Foo', JWT)).toBe('***');
    expect(maskHeaderValue('X-Foo', 'basic dXNlcjpwYXNz')).toBe('basic ***');
    expect(maskHeaderValue('Location', `https://a.test/?t=${JWT}`)).toBe('https://a.test/?t=***');
  });
});

describe('what is no secret stays', () => {
  test.each([
    'https://a.test/users/550e8400-e29b-41d4-a716-446655440000?page=2&sort=name',
    'https://cdn.test/assets/index-4f3a9c1b.js?v=5d41402abc4b2a76b9719d911017c592',
    'https://a.test/?code=404&state=california&ticket=17&nonce=&refresh=true',
    'https://a.test/search?q=state%3Dopen%26page%3D2&next=%2Fhome%3Ftab%3D1',
    'https://a.test/?redirect_uri=https%3A%2F%2Fb.test%2Fcb&scope=read%20write&client_id=s6BhdRkqt3',
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    '{"error":{"code":"ERR_1001","message":"Bearer authentication is needed"},"pinned":3,"state":"open"}',
    'W/"5f3a-1890abcdef0"',
    'arn:aws:lambda:eu-central-1:123456789012:function:cors',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    "Access to fetch at 'https://a.test/' from origin 'https://b.test' has been blocked by CORS policy: Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response.",
    'Sat, 28 Nov 2026 10:00:00 GMT',
    'max-age=31536000; includeSubDomains; preload',
    'Bearer realm="api", error="invalid_token", authorization_uri="https://a.test/authorize1"',
    '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text);
    expect(maskHeaderValue('X-Any', text)).toBe(text);
  });

  test('challenges, ids and keys of caches', () => {
    for (const [name, value] of [
      ['WWW-Authenticate', 'Bearer realm="api"'],
      ['ETag', '"33a64df551425fcc55e4d42a148795d9f25f89d4"'],
      ['X-Request-Id', '7b1f8a2e-0c3d-4e5f-9a6b-1c2d3e4f5a6b'],
      ['X-Amz-Cf-Id', 'EXAMPLEuQBoZ1T9xnZ1dZ0Dcb3Q7mGdcUmvZkRZ0n1XyZ2A3B4C5D6=='],
      ['CF-Ray', '8f1d2c3b4a5e6f70-FRA'],
      ['Surrogate-Key', 'product/17 category/3'],
    ] as const)
      expect(maskHeaderValue(name, value)).toBe(value);
  });
});

test('names in lists and the code of a fix are never masked, however they are called', () => {
  const name = fc.constantFrom('Authorization', 'X-Auth-Token', 'X-CSRF-Token', 'ETag', 'PUT', 'session', 'x-api-key');
  const names = fc.array(name, { maxLength: 4 });
  const code = 'Access-Control-Expose-Headers: X-Auth-Token, ETag?token=abc';
  fc.assert(
    fc.property(names, names, names, names, names, (read, hidden, methods, headers, exposed) => {
      const data = {
        read,
        verdict: { chromium: { hidden } },
        layers: [{ changes: [{ headers }] }],
        policy: { methods, requestHeaders: headers, responseHeaders: exposed },
        causes: [{ fix: { files: [{ code }], steps: [code] } }],
      };
      expect(
        maskSecrets(data, {
          headers: [
            ['X-Api-Key', 'X-Auth-Token'],
            ['Cookie', 'a=Authorization'],
          ],
          url: 'https://a.test/?token=X-CSRF-Token',
        }),
      ).toEqual(data);
    }),
  );
});

test('a known value is masked as it is, in a URL and in JSON', () => {
  const { text, data } = maskerOf({ values: ['p/q+r"s=t', 'short'] });
  expect(text('a p/q+r"s=t b p%2Fq%2Br%22s%3Dt c p/q+r\\"s=t short')).toBe('a *** b *** c *** short');
  expect(data({ url: 'https://a.test/p/q+r"s=t' })).toEqual({ url: 'https://a.test/***' });
});

test('hostile text is masked in linear time', () => {
  const hostile = [
    ...[
      'a.',
      'a://',
      '?a',
      '&a=',
      '"a":"',
      '"',
      'a=;',
      '\\',
      '\\"a\\":\\"',
      '\\\\\\\\"a"',
      'eyJaaaaa',
      'eyJaaaaa-',
      'eyJaaaaa.a',
    ],
    ...[
      '%',
      '%25',
      'a%3D',
      '<a>',
      'PHNhbW/',
      'sk-',
      'sk-1',
      'Bearer ',
      'Bearer a1',
      'Cookie: ',
      'name="a"\n',
      '//a',
      '@',
      '-----BEGIN PRIVATE KEY-----',
    ],
  ].map((part) => part.repeat(100_000));
  const before = process.cpuUsage();
  for (const text of hostile) maskText(text);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(6000);
});
