import { readFileSync } from 'node:fs';
import { cpus, loadavg, type } from 'node:os';
import type { CacheCost } from './cache.js';
import type { ContenderName } from './contenders.js';
import type { Rate } from './part.js';

export interface Measured {
  readonly rates: ReadonlyMap<ContenderName, readonly Rate[]>;
  readonly costs: readonly CacheCost[];
}

/** `simulate` decides at least this many times as many. */
const GOAL = 100;
/** More than this is no longer noise. */
const FLAT = 1.5;

/** Exchanges a second of one core's time: the median of the rounds. */
function perSecond(rates: readonly Rate[]): number {
  const each = rates.map(({ exchanges, cpuSeconds }) => exchanges / cpuSeconds).sort((a, b) => a - b);
  return each[each.length >> 1] ?? 0;
}

/** The page docs/benchmarks/simulate.md. */
export function page({ rates, costs }: Measured): string {
  const rate = (name: ContenderName) => perSecond(rates.get(name) ?? []);
  const simulated = [...rates.keys()].filter((name) => /^simulate, \w+$/.test(name));
  const slowest = Math.min(...simulated.map(rate));
  const growth = (kind: 'hit' | 'miss') => (costs.at(-1)?.[kind] ?? 0) / (costs[0]?.[kind] ?? 1);
  return `# simulate, measured

${machine()}

Made by \`npm run bench:simulate -- --write\`. All decide the same exchanges, of the oracle's generator: a page's request, right or
broken, with its preflight and redirects, counts as one for each contender; on the wire it is 2.7 on average. Each contender
has a process of its own and makes one request after the other, all of them as often as any.
A second is one of the processor's, of all threads of that process, so that neither waiting nor the servers' work counts.

jsdom (XMLHttpRequest) and happy-dom (fetch) do real HTTP, with servers on loopback in another process. \`simulate\` is no
browser and does none: it uses the recorded responses of those servers. The line *over HTTP* gives it a \`send\` of
\`node:http\` to the same servers, and so shows what the transport alone takes.

| goal | measured | |
| --- | ---: | --- |
${goal(`${GOAL} times jsdom, the slowest engine`, slowest / rate('jsdom'), (x) => x >= GOAL)}
${goal(`${GOAL} times happy-dom, the slowest engine`, slowest / rate('happy-dom'), (x) => x >= GOAL)}
${goal('a cached preflight among 100,000, to 10', growth('hit'), (x) => x <= FLAT)}
${goal('a new preflight in a full cache of 100,000, to 10', growth('miss'), (x) => x <= FLAT)}

| | exchanges a second of one core | of the slowest simulate |
| --- | ---: | ---: |
${[...rates.keys()].map((name) => `| ${name} | ${count(rate(name))} | 1/${(slowest / rate(name)).toFixed(1)} |`).join('\n')}

## Cached preflights

Microseconds of the processor for an exchange, Chromium.

| entries | its preflight is cached | it is not, and the cache is full |
| ---: | ---: | ---: |
${costs.map(({ entries, hit, miss }) => `| ${count(entries)} | ${hit.toFixed(1)} | ${miss.toFixed(1)} |`).join('\n')}
`;
}

const goal = (name: string, value: number, holds: (value: number) => boolean): string =>
  `| ${name} | ${value.toFixed(2)} | ${holds(value) ? 'holds' : 'missed'} |`;

const count = (value: number): string => Math.round(value).toLocaleString('en');

function machine(): string {
  const versions = ['jsdom', 'happy-dom'].map((name) => {
    const manifest = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
    return `${name} ${JSON.parse(readFileSync(manifest, 'utf8')).version}`;
  });
  const [cpu, ...others] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const load = loadavg()[0]?.toFixed(1);
  return `${date}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${load} at the end), ${type()}, Node ${process.versions.node}, ${versions.join(', ')}.`;
}
