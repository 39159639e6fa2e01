import { describe, expect, test } from 'vitest';
import { createPolicy, type PolicyConfig, respond, respondAsync } from '../src/index.js';
import { APP, headersOf, preflightTo, requestTo, STRANGER } from './policy-requests.js';

const listed: PolicyConfig = {
  origins: [APP, 'https://www.example.com'],
  credentials: true,
  methods: ['PUT'],
  requestHeaders: ['X-Api-Key'],
  responseHeaders: ['ETag'],
  maxAge: 600,
};

describe('a dynamic policy', () => {
  test('names the requesting origin, and varies', () => {
    expect(requestTo(listed, { origin: APP })).toMatchObject({
      kind: 'actual',
      allowed: true,
      headers: [
        ['access-control-allow-origin', APP],
        ['access-control-allow-credentials', 'true'],
        ['access-control-expose-headers', 'etag'],
      ],
      vary: 'Origin',
    });
  });

  test('denied or without Origin, has no CORS headers and still varies', () => {
    const denial = { reason: 'origin-not-allowed', text: STRANGER };
    expect(requestTo(listed, { origin: STRANGER })).toMatchObject({
      kind: 'actual',
      allowed: false,
      headers: [],
      vary: 'Origin',
      denial,
    });
    expect(requestTo(listed, {})).toMatchObject({ kind: 'not-cors', allowed: true, headers: [], vary: 'Origin' });
    expect(preflightTo(listed, 'PUT', undefined, STRANGER)).toMatchObject({
      status: 204,
      headers: [],
      vary: 'Origin',
    });
  });
});

describe('a static policy', () => {
  test.each<[PolicyConfig, string]>([
    [{ origins: '*', responseHeaders: ['ETag'] }, '*'],
    [{ origins: [APP], responseHeaders: ['ETag'] }, APP],
    [{ origins: [APP, APP], responseHeaders: ['ETag'] }, APP],
  ])('%j is sent to everyone and never varies', (config, value) => {
    for (const headers of [{}, { origin: APP }, { origin: STRANGER }, { origin: 'null' }])
      for (const method of ['GET', 'OPTIONS', 'POST']) {
        const { vary, headers: lines } = requestTo(config, headers, method);
        expect(vary).toBe('');
        expect(lines).toEqual([
          ['access-control-allow-origin', value],
          ['access-control-expose-headers', 'etag'],
        ]);
      }
    expect(preflightTo(config, 'PUT', 'x-name', STRANGER).vary).toBe('');
  });

  test('still knows who is denied', () => {
    expect(requestTo({ origins: [APP] }, { origin: STRANGER }).allowed).toBe(false);
    expect(requestTo({ origins: '*' }, { origin: 'null' }).allowed).toBe(true);
  });
});

describe('a preflight', () => {
  test('ends with 204 and all that the policy allows', () => {
    expect(preflightTo(listed, 'PUT', 'x-api-key')).toMatchObject({
      kind: 'preflight',
      status: 204,
      allowed: true,
      headers: [
        ['access-control-allow-origin', APP],
        ['access-control-allow-credentials', 'true'],
        ['access-control-allow-methods', 'PUT'],
        ['access-control-allow-headers', 'x-api-key'],
        ['access-control-max-age', '600'],
      ],
      vary: 'Origin',
    });
  });

  test.each([
    ['DELETE', 'x-api-key', 'method-not-allowed', 'DELETE'],
    ['put', undefined, 'method-not-allowed', 'put'],
    ['PUT', 'x-api-key,x-other', 'header-not-allowed', 'x-other'],
    ['GET', 'x y', 'header-not-allowed', 'x y'],
  ])('for %s with %s is denied, and its lists let the browser say why', (method, headers, reason, text) => {
    const denied = preflightTo(listed, method, headers);
    expect(denied).toMatchObject({ allowed: false, denial: { reason, text } });
    expect(headersOf(denied)['access-control-allow-methods']).toBe('PUT');
  });

  test.each(['GET', 'HEAD', 'POST', 'PUT'])('%s is allowed', (method) => {
    expect(preflightTo(listed, method).allowed).toBe(true);
  });

  test('an OPTIONS without Access-Control-Request-Method or Origin is none', () => {
    expect(requestTo(listed, { origin: APP }, 'OPTIONS').kind).toBe('actual');
    expect(requestTo(listed, { 'access-control-request-method': 'PUT' }, 'OPTIONS').kind).toBe('not-cors');
    expect(requestTo(listed, { origin: APP, 'access-control-request-method': 'PUT' }, 'GET').kind).toBe('actual');
  });

  test('every header: named * without credentials, echoed and varied on with them', () => {
    const open = preflightTo({ origins: '*', requestHeaders: '*' }, 'GET', 'x-any');
    expect(headersOf(open)['access-control-allow-headers']).toBe('*,authorization');
    expect(open.vary).toBe('');
    const echoing: PolicyConfig = { origins: [APP], credentials: true, requestHeaders: '*' };
    const echoed = preflightTo(echoing, 'GET', 'x-any, authorization');
    expect(headersOf(echoed)['access-control-allow-headers']).toBe('x-any,authorization');
    expect(echoed.vary).toBe('Access-Control-Request-Headers');
    expect(preflightTo(echoing, 'GET').vary).toBe('Access-Control-Request-Headers');
  });
});

describe('debug', () => {
  test('says why in one printable sentence, and makes a static policy vary', () => {
    const policy = createPolicy({ ...listed, debug: true });
    const hostile = `https://evil.example\u001b[2J\r\nset-cookie: x=1${'y'.repeat(500)}`;
    const sentence = headersOf(requestTo(policy, { origin: hostile }))['corsmith-denied'] ?? '';
    expect(sentence).toMatch(/^The policy does not allow the origin https:\/\/evil\.example\?\[2J\?\?set-cookie/);
    expect(sentence).toMatch(/^[\x20-\x7e]{1,200}$/);
    expect(headersOf(preflightTo(policy, 'DELETE'))['corsmith-denied']).toBe(
      "The policy's methods do not include DELETE.",
    );
    expect(requestTo(policy, { origin: APP }).headers).toHaveLength(3);
    expect(requestTo({ origins: [APP], debug: true }, { origin: STRANGER }).vary).toBe('Origin');
  });

  test('is off by default', () => {
    expect(headersOf(requestTo(listed, { origin: STRANGER }))).toEqual({});
  });
});

describe('a function of origins', () => {
  const request = (origin: string) => ({
    method: 'GET',
    headers: (name: string) => (name === 'origin' ? origin : undefined),
  });

  test('decides at once or later', async () => {
    const now = createPolicy({ origins: (origin) => origin === APP, credentials: true });
    expect([respond(now, request(APP)).allowed, respond(now, request(STRANGER)).allowed]).toEqual([true, false]);
    const later = createPolicy({ origins: async (origin) => origin === APP });
    expect((await respondAsync(later, request(APP))).allowed).toBe(true);
    expect(() => respond(later, request(APP))).toThrow(/respondAsync/);
  });

  test('denies when it fails, or says anything but true', async () => {
    const error = new Error('no database');
    const fail = () => {
      throw error;
    };
    for (const origins of [fail, async () => fail(), async () => 'yes' as never, () => 1 as never]) {
      const verdict = await respondAsync(createPolicy({ origins }), request(APP));
      expect(verdict).toMatchObject({ allowed: false, headers: [], vary: 'Origin' });
      if (verdict.denial?.reason === 'origins-function-failed') expect(verdict.denial.error).toBe(error);
    }
  });

  test('is never called with null or an invalid origin', () => {
    const policy = createPolicy({ origins: () => true });
    for (const origin of ['null', '', 'https://a b', 'https://a,https://b', `https://${'a'.repeat(400)}`, '*'])
      expect(respond(policy, request(origin)).allowed, origin).toBe(false);
  });
});
