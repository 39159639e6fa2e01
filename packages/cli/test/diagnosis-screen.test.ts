import { expect, test } from 'vitest';
import { diagnosisLines } from '../src/terminal/diagnosis.js';
import { excerpt } from '../src/terminal/exchange.js';
import { paint } from '../src/terminal/paint.js';
import { allowed, blocked, repaired, trailingSlash } from './diagnoses.js';

const screen = (diagnosis: typeof repaired, width = 80) =>
  paint(diagnosisLines(diagnosis, { width, detail: 'short' }), 'plain');

test('what passes in browsers and fails the standard says so', () => {
  const standard = blocked('HeaderDisallowedByPreflightResponse', 0);
  expect(screen({ ...repaired, verdict: { ...repaired.verdict, standard } })).toMatch(
    /^\? Preflight allowed: fails the standard, passes in Chrome, Firefox and Safari\s+today; PUT was not sent\n/,
  );
});

test('a blocked request: the response, the proof, the fix', () => {
  expect(screen(trailingSlash)).toMatchInlineSnapshot(`
    "✗ Blocked in Chrome, Firefox and Safari

      PUT https://api.example.com/users
      from https://app.example.com, with credentials, with X-Api-Key

      Chrome     Access to fetch at 'https://api.example.com/users' from origin
                 'https://app.example.com' has been blocked by CORS policy: Response
                 to preflight request doesn't pass access control check: The
                 'Access-Control-Allow-Origin' header has a value
                 'https://app.example.com/' that is not equal to the supplied
                 origin. Have the server send the header with a valid value.

      Preflight  OPTIONS → 204   38 ms
                 access-control-allow-origin: https://app.example.com/
                                                    a trailing slash ^
      Request    PUT     → not sent

      Cause      Access-Control-Allow-Origin does not match the page’s origin
                                                                     origin-mismatch
                 Browsers compare every character, and a serialised origin has no
                 slash.

      Fix        Express   x-powered-by: Express; tested on 5.1
                 In app.js, before the routes:

    app.use(
      cors({ origin: 'https://app.example.com', credentials: true }),
    );

                 1. npm install cors
                 2. Restart the server.

      Write      corsmith fix --stack express \\
                   --origin https://app.example.com \\
                   -X PUT \\
                   -H x-api-key \\
                   --credentials \\
                   --write app.js

      Next       After this fix: x-api-key is missing from
                 Access-Control-Allow-Headers.

      Warning    The response depends on the origin, but Vary does not say so
                 (missing-vary)
                 A cache may serve this page a response for another origin. Send
                 Vary: Origin on every response.

      Try it     curl -i -X OPTIONS https://api.example.com/users \\
                   -H 'Access-Control-Request-Method: PUT' \\
                   -H 'Access-Control-Request-Headers: x-api-key' \\
                   -H 'Origin: https://app.example.com'
    "
  `);
});

test('a request that would pass, but was held back', () => {
  expect(screen(repaired)).toMatchInlineSnapshot(`
    "? Preflight allowed in Chrome, Firefox and Safari; PUT was not sent

      PUT https://api.example.com/users
      from https://app.example.com, with credentials, with X-Api-Key

      Preflight  OPTIONS → 204   38 ms
      Request    PUT     → not sent: it may change data (--send sends it)

      Not known  The preflight is allowed. PUT was not sent, because it may change
                 data. Whether the response allows the page is not known. Send it
                 with --send.
    "
  `);
});

test('if no stack is detected, the header lines themselves are the fix', () => {
  const { fix: _, ...cause } = trailingSlash.causes[0]!;
  const allowedAfter = { chromium: { allowed: true }, firefox: { allowed: true }, webkit: { allowed: true } };
  const shown = screen({ ...trailingSlash, stack: [], causes: [{ ...cause, allowedAfter }] });
  const fix = shown.slice(shown.indexOf('  Fix'), shown.indexOf('  Warning'));
  expect(fix.replace(/all \d+/, 'all of them')).toMatchInlineSnapshot(`
    "  Fix        On any server: send these response headers.
                 In the response to OPTIONS, with a 2xx status:

    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Access-Control-Allow-Methods: GET, HEAD, POST, PUT
    Access-Control-Allow-Headers: x-api-key
    Vary: Origin

                 In the response to PUT:

    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Vary: Origin

                 Could not detect the server’s stack. Pass --stack express (or
                 fastapi, spring, nginx, …) for its configuration; corsmith fix
                 --list lists all of them.

    "
  `);
  expect(screen({ ...trailingSlash, stack: [], causes: [cause] })).not.toContain('  Fix');
});

test('the browsers may differ', () => {
  const verdict = { ...trailingSlash.verdict, chromium: allowed };
  expect(screen({ ...trailingSlash, verdict }).split('\n')[0]).toBe(
    '✗ Blocked in Firefox and Safari, allowed in Chrome',
  );
});

test('nothing but code, commands and addresses is wider than the terminal', () => {
  for (const width of [40, 60, 80]) {
    const { fix: _, ...cause } = trailingSlash.causes[0]!;
    const rows = screen({ ...trailingSlash, causes: [cause] }, width).split('\n');
    for (const row of rows.filter((one) => !/https:|-H '|access-control|\^/i.test(one)))
      expect(row.length).toBeLessThanOrEqual(width);
  }
});

test('a long value is shown around the character that counts', () => {
  for (const at of [0, 5, 150, 299, 300]) {
    const value = `${'x'.repeat(at)}!${'y'.repeat(300 - at)}`;
    const { shown, caret } = excerpt(value, at, 40);
    expect(shown.length).toBeLessThanOrEqual(40);
    expect(shown[caret]).toBe('!');
  }
});

test('colours mark, and nothing else changes', () => {
  const lines = diagnosisLines(trailingSlash, { width: 80, detail: 'verbose' });
  expect(paint(lines, 'colour').replace(/\x1b\[\d+m/g, '')).toBe(paint(lines, 'plain'));
  expect(paint(lines, 'colour')).toContain('\x1b[31m✗ Blocked');
});

test('megabytes without a space stay a few rows', () => {
  const value = 'x'.repeat(1e6);
  const verdict = { ...trailingSlash.verdict, chromium: { ...trailingSlash.verdict.chromium, messages: [value] } };
  const [exchange] = trailingSlash.exchanges;
  const response = { ...exchange!.response!, headers: [['x-long', value]] } as const;
  const lines = diagnosisLines(
    { ...trailingSlash, verdict, exchanges: [{ request: exchange!.request, durationMs: 1, layer: 'front', response }] },
    { width: 80, detail: 'verbose' },
  );
  expect(paint(lines, 'plain').length).toBeLessThan(5000);
});

test('requests that differ by browser name their browsers, and a repeated header is named once', () => {
  const [exchange] = trailingSlash.exchanges;
  const exchanges = [
    { ...exchange!, browsers: ['chromium', 'webkit'] as const },
    { ...exchange!, browsers: ['firefox'] as const },
  ];
  const headers = [
    ['X-Id', '1'],
    ['x-id', '2'],
  ] as const;
  const shown = screen({ ...trailingSlash, exchanges, request: { ...trailingSlash.request, headers } });
  expect(shown).toMatch(/Preflight {2}OPTIONS → 204 {3}38 ms {3}sent by Chrome and Safari\n/);
  expect(shown).toMatch(/Preflight {2}OPTIONS → 204 {3}38 ms {3}sent by Firefox\n/);
  expect(shown.match(/with x-id/gi)).toHaveLength(1);
});
