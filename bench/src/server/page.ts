import { readFileSync } from 'node:fs';
import { cpus, loadavg, type } from 'node:os';
import type { Rate } from './http-rate.js';
import type { memoryOf } from './memory.js';

export interface Row {
  readonly size: number;
  readonly framework?: string;
  readonly request: string;
  /** Nanoseconds a request, by contender. */
  readonly times: ReadonlyMap<string, number>;
}

export interface Measured {
  readonly exact: readonly Row[];
  readonly patterns: readonly Row[];
  readonly hostile: readonly Row[];
  readonly frameworks: readonly Row[];
  readonly memory: Readonly<Record<'origins' | 'patterns', ReturnType<typeof memoryOf>>>;
  readonly rates: ReadonlyMap<string, Rate>;
}

const PACKAGES = ['cors', '@fastify/cors', '@koa/cors', 'express', 'fastify', 'koa', 'hono'];

/** The page docs/benchmarks/server.md. */
export function page({ exact, patterns, hostile, frameworks, memory, rates }: Measured): string {
  return `# The server policy, measured

${machine()}

Made by \`npm run bench:server -- --write\`. Each number is the median of interleaved rounds of 100 requests; the
requests are new strings every time, as from a socket. A time is nanoseconds for a whole request in node:http, from the parsed
request to the finished head and body, without the socket. *Added* is that time less the time without CORS.
\`hand-written\` is what someone who knows CORS writes for this one policy with \`setHeader\` and a \`Set\`, and with a constant
for one origin: see \`bench/src/server/handwritten.ts\`.

Against the hand-written server whole requests are compared; against \`cors\`, what each adds.

${verdicts(exact, memory, rates)}

## Exact origins

${nodeTable(exact, 'origins')}

## Patterns

\`https://*.zone-….example.com\`; the others get them as regular expressions.

${nodeTable(patterns, 'patterns')}

## Hostile requests

12 KB of each, to a policy of 99 origins and a pattern.

${nodeTable(hostile, 'origins')}

## In a framework

Nanoseconds for a whole request through the framework: alone, with its own package, and with corsmith.

${frameworkTable(frameworks)}

## Memory

| held by a policy | MB | ms to make |
| --- | ---: | ---: |
${Object.entries(memory)
  .map(
    ([kind, { megabytes, milliseconds }]) =>
      `| 100,000 ${kind}, with their texts | ${megabytes.toFixed(1)} | ${milliseconds.toFixed(0)} |`,
  )
  .join('\n')}

## Over HTTP

Requests a second, \`wrk -t1 -c32\` in 31 interleaved rounds of a second, node:http in a process of its own, 100 origins, an allowed GET with a small JSON body.

| server | requests/s | of hand-written |
| --- | ---: | ---: |
${[...rates].map(([name, { rate, ofHandwritten }]) => `| ${name} | ${count(rate)} | ${(ofHandwritten * 100).toFixed(1)} % |`).join('\n')}
`;
}

function machine(): string {
  const versions = PACKAGES.map((name) => {
    const manifest = JSON.parse(
      readFileSync(new URL(`../../../node_modules/${name}/package.json`, import.meta.url), 'utf8'),
    );
    return `${name} ${manifest.version}`;
  });
  const [cpu, ...others] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const load = loadavg()[0]!.toFixed(1);
  return `${date}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${load} at the end), ${type()}, Node ${process.versions.node}, ${versions.join(', ')}.`;
}

/** The worst case of each goal. */
function verdicts(exact: readonly Row[], memory: Measured['memory'], rates: Measured['rates']): string {
  const ofSize = (size: number) => exact.filter((row) => row.size === size);
  const sum = (rows: readonly Row[], name: string) => rows.reduce((total, { times }) => total + times.get(name)!, 0);
  const together = [...new Set(exact.map(({ size }) => size))].map(
    (size) => sum(ofSize(size), 'corsmith') / sum(ofSize(size), 'hand-written'),
  );
  const single = exact.map(({ times }) => times.get('corsmith')! / times.get('hand-written')!);
  return [
    '| goal | worst case | |',
    '| --- | ---: | --- |',
    goal(
      'the five requests together: at most 1.25 times hand-written, at every size',
      Math.max(...together),
      (x) => x <= 1.25,
    ),
    goal('each of them, at every size: the same', Math.max(...single), (x) => x <= 1.25),
    goal('`cors` adds at least 2 times as much, at 1 origin', Math.min(...ofSize(1).map(addedRatio)), (x) => x >= 2),
    goal(
      '`cors` adds at least 50 times as much, at 10,000',
      Math.min(...ofSize(10_000).map(addedRatio)),
      (x) => x >= 50,
    ),
    goal(
      'flat: 100,000 origins to 100, the five together',
      sum(ofSize(100_000), 'corsmith') / sum(ofSize(100), 'corsmith'),
      (x) => x <= 1.25,
    ),
    goal('100,000 origins: less than 30 MB', memory.origins.megabytes, (x) => x < 30),
    goal('requests a second: at least 0.97 of hand-written', rates.get('corsmith')!.ofHandwritten, (x) => x >= 0.97),
  ].join('\n');
}

const goal = (name: string, value: number, holds: (value: number) => boolean): string =>
  `| ${name} | ${value.toFixed(2)} | ${holds(value) ? 'holds' : 'missed'} |`;

const added = (row: Row, name: string): number => row.times.get(name)! - row.times.get('no CORS')!;
const addedRatio = (row: Row): number => added(row, 'cors') / added(row, 'corsmith');

function nodeTable(rows: readonly Row[], kind: string): string {
  const head = `| ${kind} | request | no CORS | hand-written | corsmith | \`cors\` | corsmith : hand-written | added | \`cors\` : corsmith | added |`;
  const lines = rows.map((row) => {
    const [none, hand, corsmith, cors] = ['no CORS', 'hand-written', 'corsmith', 'cors'].map(
      (name) => row.times.get(name)!,
    );
    const ratios = [
      corsmith! / hand!,
      added(row, 'corsmith') / added(row, 'hand-written'),
      cors! / corsmith!,
      addedRatio(row),
    ];
    return `| ${count(row.size)} | ${row.request} | ${[none, hand, corsmith, cors].map((time) => count(time!)).join(' | ')} | ${ratios.map((ratio) => ratio.toFixed(2)).join(' | ')} |`;
  });
  return [head, `| ---: | --- |${' ---: |'.repeat(8)}`, ...lines].join('\n');
}

function frameworkTable(rows: readonly Row[]): string {
  const lines = rows.map(({ size, framework, request, times }) => {
    const [[, alone], [name, own], [, corsmith]] = [...times] as [[string, number], [string, number], [string, number]];
    return `| ${framework} | ${count(size)} | ${request} | ${count(alone)} | ${count(own)} (\`${name}\`) | ${count(corsmith)} | ${(own / corsmith).toFixed(2)} |`;
  });
  return [
    '| framework | origins | request | alone | its own | corsmith | its own : corsmith |',
    '| --- | ---: | --- | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
