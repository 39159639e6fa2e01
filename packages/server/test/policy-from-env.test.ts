import { describe, expect, test } from 'vitest';
import { PolicyError, policyFromEnv } from '../src/index.js';

/** The policy's configuration, and the warnings. */
function read(env: Record<string, string>) {
  const warnings: string[] = [];
  const { config } = policyFromEnv(env, { warn: (message) => warnings.push(message) });
  return { config, warnings };
}

test('the variables make the same policy as a configuration does', () => {
  const { config, warnings } = read({
    CORS_ORIGINS: 'https://app.example.com, http://localhost:3000,',
    CORS_CREDENTIALS: 'true',
    CORS_METHODS: 'PUT,DELETE',
    CORS_REQUEST_HEADERS: 'Content-Type, X-Api-Key',
    CORS_RESPONSE_HEADERS: 'ETag',
    CORS_MAX_AGE: '7200',
    CORS_DEBUG: 'false',
    PATH: '/usr/bin',
  });
  expect(config).toEqual({
    origins: ['https://app.example.com', 'http://localhost:3000'],
    credentials: true,
    methods: ['PUT', 'DELETE'],
    requestHeaders: ['Content-Type', 'X-Api-Key'],
    responseHeaders: ['ETag'],
    maxAge: 7200,
    debug: false,
  });
  expect(warnings).toEqual([]);
});

test('* stands alone, and empty variables count as absent', () => {
  expect(read({ CORS_ORIGINS: '*', CORS_REQUEST_HEADERS: '*', CORS_METHODS: ' ' }).config).toEqual({
    origins: '*',
    requestHeaders: '*',
  });
});

test('mistakes come at once, under the names of the variables', () => {
  const env = {
    CORS_ORIGINS: 'https://app.example.com/,null',
    CORS_CREDENTIALS: 'yes',
    CORS_MAX_AGE: '1h',
    CORS_ALLOWED_HEADERS: 'X-Name',
    CORS_ORIGIN: 'https://app.example.com',
    CORS_PROXY_PORT_OF_SOMETHING_ELSE: '8080',
  };
  const error = (() => {
    try {
      return read(env);
    } catch (thrown) {
      return thrown;
    }
  })() as PolicyError;
  expect(error).toBeInstanceOf(PolicyError);
  expect(error.problems.map(({ path, suggestion }) => [path, suggestion])).toEqual([
    ['CORS_CREDENTIALS', undefined],
    ['CORS_ALLOWED_HEADERS', 'CORS_REQUEST_HEADERS'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['CORS_ORIGINS[0]', 'https://app.example.com'],
    ['CORS_ORIGINS[1]', undefined],
    ['CORS_MAX_AGE', undefined],
  ]);
  expect(() => policyFromEnv({})).toThrow(/CORS_ORIGINS.*List the allowed origins/);
});

describe('warns', () => {
  test.each([
    ['http://localhost:3000', /only origins of this machine/],
    ['http://localhost:*,http://127.0.0.1:5173,http://[::1]:8080', /only origins of this machine/],
    ['http://localhost:3000,http://app.example.com', /no production origin/],
    ['https://192.168.1.7', /no production origin/],
    ['https://app.test,https://nas.local:5001', /no production origin/],
  ])('of %s', (origins, warning) => {
    expect(read({ CORS_ORIGINS: origins }).warnings).toEqual([expect.stringMatching(warning)]);
    expect(read({ CORS_ORIGINS: origins, NODE_ENV: 'development' }).warnings).toEqual([]);
  });

  test.each(['https://app.example.com,http://localhost:3000', 'https://*.example.com', '*'])('not of %s', (origins) => {
    expect(read({ CORS_ORIGINS: origins }).warnings).toEqual([]);
  });
});
