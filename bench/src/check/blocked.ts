/** What `corsmith check` sends where the browser blocks the request: how many requests, in how many round trips. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The most requests in all. */
export const MOST_REQUESTS = 20;

/** The most round trips beyond the browser's own. */
export const MOST_ROUND_TRIPS = 2;

/** How long the server takes for each response: requests that arrive within it of each other go together. */
const DELAY_MS = 400;

const APP = 'https://app.example.com';
const WWW = 'https://www.example.com';

interface Kind {
  readonly name: string;
  /** The round trips of a browser until it blocks. */
  readonly own: number;
  readonly flags: readonly string[];
  headers(request: IncomingMessage): Record<string, string>;
}

const KINDS: readonly Kind[] = [
  { name: 'no CORS at all, a preflight', own: 1, flags: ['-H', 'X-Id: 7'], headers: () => ({}) },
  { name: 'no CORS at all, a plain GET', own: 1, flags: [], headers: () => ({}) },
  {
    name: 'another origin is allowed',
    own: 1,
    flags: [],
    headers: ({ headers: { origin } }) =>
      origin === WWW ? { 'Access-Control-Allow-Origin': WWW, Vary: 'Origin' } : { Vary: 'Origin' },
  },
  {
    name: 'a method is missing',
    own: 1,
    flags: ['-X', 'DELETE'],
    headers: () => ({ 'Access-Control-Allow-Origin': APP, 'Access-Control-Allow-Methods': 'PUT' }),
  },
];

export interface Blocked {
  readonly name: string;
  readonly requests: number;
  /** Beyond the browser's own. */
  readonly roundTrips: number;
}

async function run({ name, own, flags, headers }: Kind, corsmith: string): Promise<Blocked> {
  const arrivals: number[] = [];
  const server = createServer((request, response) => {
    arrivals.push(performance.now());
    setTimeout(() => response.writeHead(200, headers(request)).end('{}'), DELAY_MS);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/users`;
  const child = spawn(process.execPath, [corsmith, 'check', url, '--origin', APP, ...flags], { stdio: 'ignore' });
  await once(child, 'close');
  server.closeAllConnections();
  server.close();
  const trips = arrivals.filter((at, index) => index === 0 || at - arrivals[index - 1]! > DELAY_MS / 2).length;
  return { name, requests: arrivals.length, roundTrips: trips - own };
}

export async function blockedChecks(corsmith: string): Promise<readonly Blocked[]> {
  const seen: Blocked[] = [];
  for (const kind of KINDS) seen.push(await run(kind, corsmith));
  return seen;
}
