/**
 * Whole-process wall time of `corsmith check` against a loopback server, beside what it can't be faster than: starting
 * Node, and the two curl calls that send the same preflight and request. The rounds are interleaved, so that a busy
 * machine slows all alike.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { blockedChecks, MOST_REQUESTS, MOST_ROUND_TRIPS } from './blocked.js';

const ROUNDS = 25;
/** `corsmith check` may take this many times as long. */
const LIMIT = 2;
const ORIGIN = 'https://app.example.com';

const server = createServer((_, response) => {
  response.writeHead(200, { 'Access-Control-Allow-Origin': ORIGIN, 'Access-Control-Allow-Headers': 'x-id' }).end('{}');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/users`;

const corsmith = fileURLToPath(new URL('../../../packages/cli/bundle/main.js', import.meta.url));
const curl = ['curl', '-s', '-i', '-H', `Origin: ${ORIGIN}`] as const;
const commands = {
  'node -e 0': [process.execPath, '-e', '0'],
  'curl -X OPTIONS': [
    ...curl,
    ...['-X', 'OPTIONS', '-H', 'Access-Control-Request-Method: GET', '-H', 'Access-Control-Request-Headers: x-id', url],
  ],
  'curl GET': [...curl, '-H', 'X-Id: 7', url],
  'corsmith check': [process.execPath, corsmith, 'check', url, '--origin', ORIGIN, '-H', 'X-Id: 7'],
} as const satisfies Record<string, readonly string[]>;
type Name = keyof typeof commands;
const names = Object.keys(commands) as Name[];

/** Milliseconds from its start to its end. */
async function wallTime([command, ...args]: readonly [string, ...string[]]): Promise<number> {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`'${[command, ...args].join(' ')}' exited with ${code}`);
  return performance.now() - began;
}

const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
for (let round = 0; round < ROUNDS; round++) for (const name of names) times[name].push(await wallTime(commands[name]));
server.close();

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const best = (name: Name): number => Math.min(...times[name]);
const floor = median(times['node -e 0']) + median(times['curl -X OPTIONS']) + median(times['curl GET']);
const ratio = median(times['corsmith check']) / floor;
for (const name of names)
  console.log(`${name.padEnd(16)} median ${median(times[name]).toFixed(1)} ms, best ${best(name).toFixed(1)} ms`);
console.log(`ratio ${ratio.toFixed(2)} (limit ${LIMIT}): corsmith check / (node -e 0 + both curl calls)`);
const blocked = await blockedChecks(corsmith);
for (const { name, requests, roundTrips } of blocked)
  console.log(`blocked, ${name}: ${requests} requests, ${roundTrips} more round trips`);
const isFrugal = blocked.every((one) => one.requests <= MOST_REQUESTS && one.roundTrips <= MOST_ROUND_TRIPS);
if (process.argv.includes('--write'))
  writeFileSync(new URL('../../../docs/benchmarks/check.md', import.meta.url), page());
process.exitCode = ratio < LIMIT && isFrugal ? 0 : 1;

/** The page docs/benchmarks/check.md. */
function page(): string {
  const [cpu, ...others] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const load = loadavg()[0]!.toFixed(1);
  return `# corsmith check, measured

${date}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${load} at the end), ${type()}, Node ${process.versions.node}.

Made by \`npm run bench:check -- --write\`. Whole processes from their start to their end, ${ROUNDS} interleaved rounds, against a server
on loopback. One check sends the preflight, the request and the probes that look for what else is amiss, judges them by the rules of
four engines, and prints.

| command | median, ms | best, ms |
| --- | ---: | ---: |
${names.map((name) => `| \`${name}\` | ${median(times[name]).toFixed(1)} | ${best(name).toFixed(1)} |`).join('\n')}

\`corsmith check\` takes ${ratio.toFixed(2)} times as long as starting Node and the two curl calls that send the same. The limit
is ${LIMIT}.

Where the browser blocks the request, the probes that look for the cause go together: at most ${MOST_ROUND_TRIPS} more round trips than the
browser’s own, and at most ${MOST_REQUESTS} requests in all.

| blocked | requests | more round trips |
| --- | ---: | ---: |
${blocked.map(({ name, requests, roundTrips }) => `| ${name} | ${requests} | ${roundTrips} |`).join('\n')}
`;
}
