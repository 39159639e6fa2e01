import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Makes the same request twice, in a process that has made none before, and prints what became of each. */
const TWICE = `
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createFetch } from '@corsmith/fetch';
const [engine, status, ...flat] = process.argv.slice(1);
const got = [];
const server = createServer((request, response) => {
  got.push(request.method + ' ' + (request.headers['sec-fetch-mode'] ?? 'no mode'));
  response.writeHead(Number(status), flat).end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const fetch = createFetch({ origin: 'https://app.example.com', engine });
for (const turn of [1, 2]) {
  const end = await fetch('http://127.0.0.1:' + server.address().port + '/').then(
    (response) => String(response.status),
    (error) => error.cause.outcome.block.code + ' ' + error.cause.messages.join(' ').replaceAll(server.address().port, 'PORT'),
  );
  console.log(JSON.stringify([...got.splice(0), end]));
}
server.closeAllConnections();
server.close();
`;

const ALLOWED = ['Access-Control-Allow-Origin', '*'];
const TWO_LOCATIONS = [...ALLOWED, 'Location', 'http://[', 'Location', 'http://['];

test.each([
  ['chromium', 407, ALLOWED],
  ['firefox', 407, ALLOWED],
  ['standard', 407, ALLOWED],
  ['standard', 302, TWO_LOCATIONS],
  ['firefox', 200, [...ALLOWED, ...ALLOWED]],
  ['webkit', 200, [...ALLOWED, ...ALLOWED]],
] as const)(
  '%s: the first request of a process is sent and judged as the second (%d)',
  async (engine, status, headers) => {
    const args = ['--input-type=module', '-e', TWICE, engine, String(status), ...headers];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
    const [first, second] = stdout.trim().split('\n');
    expect(first).toBe(second);
    expect(first).toContain('GET no mode');
  },
);
