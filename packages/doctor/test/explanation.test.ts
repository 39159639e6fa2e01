import { importText } from '@corsmith/evidence';
import {
  type BlockCode,
  meaningOf,
  type ParsedMessage,
  parseConsoleMessage,
  parseConsoleText,
  simulate,
} from '@corsmith/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entry, har, preflight } from '../../evidence/test/har-entries.js';
import { causes } from '../src/causes.js';
import { explainMessage } from '../src/explanation/explanation.js';
import { judgeRecorded } from '../src/explanation/recorded.js';
import { warnings } from '../src/warnings.js';

const explained = (text: string) => explainMessage(parseConsoleMessage(text)!);
const ACCESS =
  "Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy:";
const IN_PREFLIGHT = `${ACCESS} Response to preflight request doesn't pass access control check:`;
const FIREFOX =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/users. (Reason:';

describe('a message leads to its cause', () => {
  test.each<[string, string, string]>([
    [
      `${ACCESS} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
      'no-allow-origin',
      'no Access-Control-Allow-Origin',
    ],
    [
      `${IN_PREFLIGHT} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
      'preflight-not-handled',
      'The response to the preflight',
    ],
    [`${IN_PREFLIGHT} It does not have HTTP ok status.`, 'preflight-not-handled', 'from 200 to 299'],
    [`${IN_PREFLIGHT} Redirect is not allowed for a preflight request.`, 'preflight-redirected', 'never follow'],
    [
      `${ACCESS} The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com/' that is not equal to the supplied origin.`,
      'origin-mismatch',
      '“https://app.example.com/”',
    ],
    [
      `${ACCESS} The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com' that is not equal to the supplied origin.`,
      'response-redirected',
      'sent Origin: null',
    ],
    [
      `${ACCESS} The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed.`,
      'duplicate-allow-origin',
      'more than one',
    ],
    [
      `${ACCESS} The 'Access-Control-Allow-Origin' header contains multiple values 'https://a.test, https://b.test', but only one is allowed.`,
      'multiple-origins-in-header',
      'only one',
    ],
    [
      `${ACCESS} The 'Access-Control-Allow-Origin' header contains the invalid value 'true'.`,
      'invalid-allow-origin',
      '“true”',
    ],
    [
      `${ACCESS} Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.`,
      'method-not-allowed',
      'PATCH',
    ],
    [
      `${ACCESS} Request header field x-api-key is not allowed by Access-Control-Allow-Headers in preflight response.`,
      'header-not-allowed',
      'x-api-key',
    ],
    [
      `${FIREFOX} CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 500.`,
      'response-without-headers-on-error',
      '500',
    ],
    [`${FIREFOX} CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 504.`, 'gateway-error', '504'],
    [
      `${FIREFOX} CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://a.test, https://b.test’).`,
      'multiple-origins-in-header',
      'https://a.test',
    ],
    [`${FIREFOX} CORS request did not succeed). Status code: (null).`, 'connection-refused', 'No usable response'],
    ['Preflight response is not successful. Status code: 401', 'preflight-needs-auth', '401'],
    ['Origin null is not allowed by Access-Control-Allow-Origin. Status code: 200', 'null-origin', 'Safari'],
    ['POST https://api.example.com/ net::ERR_CERT_DATE_INVALID', 'tls-failure', 'not about CORS'],
    ['Refused to get unsafe header "X-Total"', 'header-not-exposed', 'X-Total'],
  ])('%s', (text, cause, words) => {
    const { causes: found, meaning, remedy } = explained(text);
    expect(found[0]?.id).toBe(cause);
    expect(meaning).toContain(words);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });
});

const CODES = [
  ...['MissingAllowOriginHeader', 'MultipleAllowOriginValues', 'InvalidAllowOriginValue', 'AllowOriginMismatch'],
  ...['OriginNotAllowed', 'WildcardOriginNotAllowed', 'InvalidAllowCredentials', 'PreflightInvalidStatus'],
  ...['PreflightDisallowedRedirect', 'InvalidAllowMethodsPreflightResponse', 'InvalidAllowHeadersPreflightResponse'],
  ...['MethodDisallowedByPreflightResponse', 'HeaderDisallowedByPreflightResponse', 'RedirectContainsCredentials'],
  ...[
    'RedirectDisallowedByMode',
    'RedirectLimit',
    'RedirectInvalidLocation',
    'RedirectDisallowedScheme',
    'MixedContent',
  ],
  ...['RedirectBodyNotReplayable', 'DisallowedByMode', 'DisallowedScheme', 'UrlContainsCredentials', 'InvalidMethod'],
  ...['InvalidHeader', 'BodyNotAllowed', 'RedirectModeNotAllowed', 'NetworkFailure', 'InvalidResponse'],
] as BlockCode[];

test('whatever a message says, its causes are of the catalogue, and there are words for it', () => {
  const ids = [...causes, ...warnings].map(({ id }) => id);
  const parts = fc.record(
    {
      code: fc.constantFrom(...CODES),
      stage: fc.constantFrom('request', 'preflight', 'response', 'redirect', 'network' as const),
      status: fc.constantFrom(200, 301, 401, 404, 500, 502),
      parameter: fc.constantFrom('*', 'https://a.test', 'https://a.test, https://b.test', 'null', 'x'),
      origin: fc.constantFrom('null', 'https://a.test', 'https://app.example.com'),
      url: fc.constant('https://api.example.com/users'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(parts, (parsed) => {
      const message = { kind: 'error', text: '', ...parsed } as ParsedMessage;
      const { causes: found, meaning, remedy } = explainMessage(message);
      for (const { id } of found) expect(ids).toContain(id);
      expect(remedy === undefined).toBe(found.length === 0);
      expect(meaning).toMatch(/^[A-Z][^{}]*\.$/);
      expect(meaning).not.toMatch(/undefined| {2}/);
    }),
    { numRuns: 2000 },
  );
});

test('the request to check is the one of the message', async () => {
  expect(
    explained(
      `${ACCESS} Request header field x-api-key is not allowed by Access-Control-Allow-Headers in preflight response.`,
    ),
  ).toMatchObject({
    request: { origin: 'https://app.example.com', url: 'https://api.example.com/users', headers: [['x-api-key', '1']] },
    open: [],
  });
  expect(explained(`${FIREFOX} CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.`)).toMatchObject({
    request: { url: 'https://api.example.com/users' },
    open: [],
  });
  // A message of the preflight comes from a request that has one.
  const { request, open } = explained(`${IN_PREFLIGHT} It does not have HTTP ok status.`);
  expect(open).toHaveLength(1);
  const outcome = await simulate(
    { ...request!, origin: request!.origin! },
    async () => ({ status: 404, headers: [] }),
    { engine: 'chromium' },
  );
  expect(outcome.block).toMatchObject({ stage: 'preflight' });
});

test('a HAR is judged by its responses', async () => {
  const text = har(
    preflight('PUT', 'https://api.example.com/a', 'x-api-key', {
      status: 204,
      response: { 'access-control-allow-origin': 'https://app.example.com', 'access-control-allow-methods': 'PUT' },
    }),
    entry('PUT', 'https://api.example.com/a', { request: { 'x-api-key': 'k' }, status: 0, error: 'net::ERR_FAILED' }),
    entry('GET', 'https://api.example.com/b', { status: 500 }),
    entry('GET', 'https://api.example.com/c', { response: { 'access-control-allow-origin': '*' } }),
    entry('GET', 'https://api.example.com/d', { status: 0, error: 'net::ERR_FAILED' }),
    entry('GET', 'https://api.example.com/e', { status: 0, error: 'net::ERR_CONNECTION_REFUSED' }),
  );
  const verdicts = await Promise.all(importText(text, 'har').map(judgeRecorded));
  expect(verdicts.map(({ verdict, explanation }) => [verdict, explanation?.causes[0]?.id])).toEqual([
    ['blocked', 'header-not-allowed'],
    ['blocked', 'response-without-headers-on-error'],
    ['allowed', undefined],
    ['unsaved', undefined],
    ['failed', 'connection-refused'],
  ]);
  expect(verdicts[0]?.explanation).toMatchObject({
    message: { parameter: 'x-api-key', method: 'PUT' },
    request: { method: 'PUT' },
  });
});

test('what several lines say is explained once each', () => {
  const text = `${ACCESS} No 'Access-Control-Allow-Origin' header is present on the requested resource.\nTypeError: Failed to fetch`;
  expect(parseConsoleText(text).map(meaningOf)).toHaveLength(1);
});
