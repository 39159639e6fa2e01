/**
 * `corsmith test` over a fleet: 1,000 endpoints on servers of loopback, five origins, two methods, 10,000 exchanges. Beside
 * it what scanners do, one curl a URL and origin, and the servers' limit, measured by wrk. The rounds are
 * interleaved, so that a busy machine slows all alike. Then ten times as many endpoints.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { corsmithTest, curls, type Run, sentByCorsmith, wrk } from './contenders.js';
import { ALLOWED, contractOf, endpointsOf, METHODS, startFleet } from './fleet.js';

const SERVERS = 4;
const ENDPOINTS = 1000;
const ROUNDS = 3;
/** One curl a request: a part of the endpoints is enough for the rate. */
const CURLED = 100;
const PARALLEL = 16;
const WRK_SECONDS = 3;

/** At least so many times as fast as the curls, and this part of wrk's rate. */
const LEAST_OVER_CURL = 10;
const LEAST_OF_WRK = 0.4;
const MOST_MEGABYTES = 300;
/** Ten times the endpoints may take so many times as long. */
const MOST_GROWTH = 12;

const exchanges = (endpoints: number): number => endpoints * (ALLOWED.length + 1) * METHODS.length;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

const folder = mkdtempSync(join(tmpdir(), 'corsmith-fleet-'));
const fleet = await startFleet(SERVERS);
try {
  const write = (count: number): string => {
    const path = join(folder, `cors-${count}.yaml`);
    writeFileSync(path, contractOf(endpointsOf(fleet, count)));
    return path;
  };
  const contract = write(ENDPOINTS);
  const requests = await sentByCorsmith(folder);
  await wrk(fleet, requests, folder, 1);
  const runs: Run[] = [];
  const limits: number[] = [];
  const scans: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    limits.push(await wrk(fleet, requests, folder, WRK_SECONDS));
    runs.push(await corsmithTest(contract));
    scans.push(await curls(endpointsOf(fleet, CURLED), PARALLEL));
  }
  const large = await corsmithTest(write(ENDPOINTS * 10));
  const seconds = median(runs.map((run) => run.seconds));
  const rate = exchanges(ENDPOINTS) / seconds;
  const [limit, scan] = [median(limits), median(scans)];
  const results = {
    seconds,
    rate,
    limit,
    scan,
    overCurl: rate / scan,
    ofWrk: rate / limit,
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
    large,
    growth: large.seconds / seconds,
  };
  report(results);
  if (process.argv.includes('--write'))
    writeFileSync(new URL('../../../docs/benchmarks/test.md', import.meta.url), page(results));
  const holds =
    results.overCurl >= LEAST_OVER_CURL &&
    results.ofWrk >= LEAST_OF_WRK &&
    Math.max(results.megabytes, large.megabytes) <= MOST_MEGABYTES &&
    results.growth <= MOST_GROWTH;
  process.exitCode = holds ? 0 : 1;
} finally {
  fleet.close();
  rmSync(folder, { recursive: true });
}

interface Results {
  readonly seconds: number;
  readonly rate: number;
  readonly limit: number;
  readonly scan: number;
  readonly overCurl: number;
  readonly ofWrk: number;
  readonly megabytes: number;
  readonly large: Run;
  readonly growth: number;
}

function report({ seconds, rate, limit, scan, overCurl, ofWrk, megabytes, large, growth }: Results): void {
  console.log(`corsmith test    ${seconds.toFixed(2)} s, ${rate.toFixed(0)} exchanges/s, ${megabytes.toFixed(0)} MB`);
  console.log(
    `wrk              ${limit.toFixed(0)} exchanges/s: ${(ofWrk * 100).toFixed(0)} % (least ${LEAST_OF_WRK * 100} %)`,
  );
  console.log(
    `curl and xargs   ${scan.toFixed(0)} exchanges/s: ${overCurl.toFixed(1)} times (least ${LEAST_OVER_CURL})`,
  );
  console.log(
    `ten times as many endpoints: ${large.seconds.toFixed(2)} s, ${growth.toFixed(1)} times as long (most ${MOST_GROWTH}), ${large.megabytes.toFixed(0)} MB (most ${MOST_MEGABYTES})`,
  );
}

/** The page docs/benchmarks/test.md. */
function page({ seconds, rate, limit, scan, overCurl, ofWrk, megabytes, large, growth }: Results): string {
  const [cpu, ...others] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const load = loadavg()[0]!.toFixed(1);
  const row = (name: string, perSecond: number, total: number, memory: string) =>
    `| ${name} | ${perSecond.toFixed(0)} | ${total.toFixed(1)} | ${memory} |`;
  const all = exchanges(ENDPOINTS);
  return `# corsmith test, measured

${date}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${load} at the end), ${type()}, Node ${process.versions.node}.

Made by \`npm run bench:test -- --write\`. ${SERVERS} servers on loopback (Express with the \`cors\` package), ${ENDPOINTS} endpoints, ${ALLOWED.length + 1} origins of
which one must be denied, the methods ${METHODS.join(' and ')}: ${all} exchanges. Servers and client share the machine. Medians of ${ROUNDS} interleaved
rounds.

| | exchanges/s | all of them, s | MB |
| --- | ---: | ---: | ---: |
${row('`corsmith test`, the whole process', rate, seconds, megabytes.toFixed(0))}
${row('wrk with the same requests, half of it preflights, 6 connections a server', limit, all / limit, '')}
${row(`a curl for each URL and origin, as scanners do, ${PARALLEL} at a time`, scan, all / scan, '')}

\`corsmith test\` reads the contract, sends, judges each response in three engines and reports. It is ${overCurl.toFixed(1)} times as fast as the curls
(least: ${LEAST_OVER_CURL}), and reaches ${(ofWrk * 100).toFixed(0)} % of what wrk gets out of the same servers (least: ${LEAST_OF_WRK * 100} %). Of the curls ${CURLED * (ALLOWED.length + 1)} are made, and the
rate is taken for all.

Ten times as many endpoints take ${large.seconds.toFixed(1)} s, ${growth.toFixed(1)} times as long, and ${large.megabytes.toFixed(0)} MB (most: ${MOST_MEGABYTES}).
`;
}
