import { diagnose } from '@corsmith/doctor';
import { expect, test } from 'vitest';
import type { Page } from './reported/reported-case.js';
import { allowing, always, html, json, listen, type Reply, type Server } from './reported/servers.js';

const APP = 'https://app.example.com';
const KEYED = { headers: [['X-Api-Key', 'k']] } as const;
const WRITES = { method: 'PUT', headers: [['Content-Type', 'application/json']], body: '{}' } as const;
const open = { 'access-control-allow-origin': '*' } as const;

/** These lines on every response. */
const lines =
  (headers: NonNullable<Reply['headers']>, status = 200): Server =>
  (request) => ({ ...json('{}', headers, request.isPreflight ? 200 : status) });

/** The preflight's lines, and then the response's. */
const two =
  (preflight: Reply, actual: Reply = json('{}', open)): Server =>
  (request) =>
    request.isPreflight ? preflight : actual;

const permits = (headers: NonNullable<Reply['headers']>, status = 204, body = ''): Reply => ({
  status,
  headers: { ...open, ...headers },
  body,
});

/** Unusual, and right: what is unusual, the server, and the page. */
const servers: readonly (readonly [what: string, server: Server, page?: Page])[] = [
  ['the header’s name in uppercase', lines({ 'ACCESS-CONTROL-ALLOW-ORIGIN': '*' })],
  ['spaces around the value', lines({ 'access-control-allow-origin': '  *  ' })],
  ['a tab before the value', lines({ 'access-control-allow-origin': `\t${APP}`, vary: 'Origin' })],
  ['Vary in lowercase', lines({ 'access-control-allow-origin': APP, vary: 'origin' })],
  ['Vary among others', lines({ 'access-control-allow-origin': APP, vary: 'Accept-Encoding, ORIGIN, Cookie' })],
  ['two lines of Vary', lines({ 'access-control-allow-origin': APP, vary: ['Accept-Encoding', 'Origin'] })],
  ['status 201 with a Location', lines({ ...open, location: '/users/1' }, 201)],
  ['status 204 without a body', always({ status: 204, headers: open })],
  ['status 206', always(json('{}', { ...open, 'content-range': 'bytes 0-1/2' }, 206))],
  ['status 207', always(json('{}', open, 207))],
  ['a 404 with the headers', always(json('{}', open, 404))],
  ['a 401 with the headers', always(json('{}', open, 401))],
  ['a 500 with the headers', always(json('{}', open, 500))],
  ['a 429 with the headers', always(json('{}', { ...open, 'retry-after': '3' }, 429))],
  ['a 503 with the headers', always(json('{}', open, 503))],
  ['an HTML page', always(html(200, '<title>Sign in</title><form><input type=password></form>', open))],
  [
    'nginx’s error page with the headers',
    always(html(404, '<center><h1>404 Not Found</h1></center><hr><center>nginx</center>', open)),
  ],
  [
    'a preflight with status 200 and a body',
    two(permits({ 'access-control-allow-headers': 'x-api-key' }, 200, '<p>ok')),
    KEYED,
  ],
  ['a preflight with status 299', two(permits({ 'access-control-allow-headers': 'x-api-key' }, 299)), KEYED],
  ['a preflight with status 206', two(permits({ 'access-control-allow-headers': 'x-api-key' }, 206)), KEYED],
  ['header names in uppercase', two(permits({ 'access-control-allow-headers': 'X-API-KEY' })), KEYED],
  ['empty elements in the list', two(permits({ 'access-control-allow-headers': 'x-a, , x-api-key,' })), KEYED],
  ['two lines of one list', two(permits({ 'access-control-allow-headers': ['x-a', 'x-api-key'] })), KEYED],
  ['* for the headers', two(permits({ 'access-control-allow-headers': '*' })), KEYED],
  [
    '* for the methods',
    two(permits({ 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' })),
    WRITES,
  ],
  [
    'methods separated by commas alone',
    two(permits({ 'access-control-allow-methods': 'GET,PUT', 'access-control-allow-headers': 'content-type' })),
    WRITES,
  ],
  [
    'POST without a list of methods',
    two(permits({ 'access-control-allow-headers': 'content-type' })),
    { ...WRITES, method: 'POST' },
  ],
  [
    'a negative max-age',
    two(permits({ 'access-control-allow-headers': 'x-api-key', 'access-control-max-age': '-1' })),
    KEYED,
  ],
  [
    'a max-age that is no number',
    two(permits({ 'access-control-allow-headers': 'x-api-key', 'access-control-max-age': 'long' })),
    KEYED,
  ],
  [
    'only the preflight names headers to expose',
    two(permits({ 'access-control-allow-headers': 'x-api-key', 'access-control-expose-headers': 'x-a' })),
    KEYED,
  ],
  ['an unknown Access-Control header', lines({ ...open, 'access-control-allow-everything': 'yes' })],
  [
    'credentials allowed under * for a page without them',
    lines({ ...open, 'access-control-allow-credentials': 'true' }),
  ],
  [
    'credentials that are false for a page without them',
    lines({ ...open, 'access-control-allow-credentials': 'false' }),
  ],
  ['an echo of the origin', allowing({ origins: 'echo', headers: 'echo', credentials: true }), KEYED],
  ['cookies with an exact list', allowing({ origins: [APP], credentials: true }), { credentials: 'include' }],
  [
    'a response to OPTIONS that is no preflight is 405',
    (request) =>
      request.method === 'OPTIONS' && !request.isPreflight
        ? { status: 405 }
        : allowing({ origins: [APP], headers: 'x-api-key' })(request),
    KEYED,
  ],
  ['nothing for other origins', allowing({ origins: [APP] })],
  [
    'nothing without Origin',
    (request) =>
      request.origin ? json('{}', { 'access-control-allow-origin': request.origin, vary: 'Origin' }) : { status: 403 },
  ],
  ['other routes have no CORS', (request) => (request.path.startsWith('/users') ? json('{}', open) : { status: 404 })],
  [
    'a redirect that is allowed, to a path that is',
    (request) =>
      request.path.startsWith('/users') ? { status: 302, headers: { ...open, location: '/v2' } } : json('{}', open),
  ],
  ['a cookie beside *', lines({ ...open, 'set-cookie': 'a=b; Secure; HttpOnly' })],
  [
    'a firewall’s marks on the app’s response',
    lines({ ...open, server: 'cloudflare', 'cf-ray': 'a-FRA', 'cf-cache-status': 'DYNAMIC' }),
  ],
  ['AirTunes’ neighbour', lines({ ...open, server: 'AirTunnel/1.0' })],
  [
    'an exposed header',
    lines({ ...open, 'x-total': '1', 'access-control-expose-headers': 'X-TOTAL' }),
    { read: ['x-total'] },
  ],
  [
    'every header exposed',
    lines({ ...open, 'x-total': '1', 'access-control-expose-headers': '*' }),
    { read: ['X-Total'] },
  ],
  ['a page in an app’s shell', allowing({ origins: ['capacitor://localhost'] }), { origin: 'capacitor://localhost' }],
  ['an IPv6 page', allowing({ origins: ['http://[::1]:3000'] }), { origin: 'http://[::1]:3000' }],
  [
    'an event stream',
    always({ status: 200, headers: { ...open, 'content-type': 'text/event-stream' }, body: 'data: 1\n\n' }),
    { initiator: 'eventsource' },
  ],
];

for (const [what, server, page = {}] of servers)
  test(`unusual and right: ${what}`, async () => {
    const { url, close } = await listen(server);
    const { path = '/users', read = [], ...request } = page;
    const { causes, verdict } = await diagnose({ origin: APP, ...request, url: url + path }, { send: true, read });
    await close();
    expect(causes.map(({ id, explanation }) => `${id}: ${explanation}`)).toEqual([]);
    expect([verdict.chromium, verdict.firefox, verdict.webkit].every(({ allowed }) => allowed)).toBe(true);
  });
