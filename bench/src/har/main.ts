/**
 * Time and memory of `corsmith explain` on a HAR of 50 MB and 20,000 entries, in a process of its own, from its start to
 * its end. The limits: 3 s and 500 MB. Writes docs/benchmarks/har.md with `--write`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PEAK_MEMORY, peakMegabytes } from '@corsmith/testbed/dist/peak-memory.js';
import { writeHar } from './generate.js';

const LIMIT = { seconds: 3, megabytes: 500 };
const ROUNDS = 5;
const corsmith = fileURLToPath(new URL('../../../packages/cli/bundle/main.js', import.meta.url));
/** Reports the time of the processors that it took: with others on the machine, it says more than that of the clock. */
const busy =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('user:'+process.cpuUsage().user/1e6+' '))";

const folder = mkdtempSync(join(tmpdir(), 'corsmith-har-'));
const file = join(folder, 'session.har');
try {
  writeHar(file, { entries: 20_000, bytes: 50_000_000 });
  console.log(`${(statSync(file).size / 1e6).toFixed(1)} MB, 20,000 entries; load ${loadavg()[0]?.toFixed(1)}`);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await explained());
  const seconds = rounds.map((round) => round.seconds).sort((a, b) => a - b);
  const [best = 0] = seconds;
  const user = Math.min(...rounds.map((round) => round.user));
  const most = Math.max(...rounds.map(({ megabytes }) => megabytes));
  console.log(
    `best ${best.toFixed(2)} s (limit ${LIMIT.seconds}), of the processors ${user.toFixed(2)} s, most ${most.toFixed(0)} MB (limit ${LIMIT.megabytes})`,
  );
  if (process.argv.includes('--write'))
    writeFileSync(
      new URL('../../../docs/benchmarks/har.md', import.meta.url),
      page({ megabytes: statSync(file).size / 1e6, best, user, median: seconds[ROUNDS >> 1] ?? 0, most }),
    );
  if (best > LIMIT.seconds || most > LIMIT.megabytes) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

interface Round {
  /** From its start to its end. */
  readonly seconds: number;
  /** Of the processors, outside the kernel. */
  readonly user: number;
  readonly megabytes: number;
}

async function explained(): Promise<Round> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', busy, '--import', PEAK_MEMORY, corsmith, 'explain', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  await once(child, 'close');
  if (!texts.stdout.includes('10000 requests to other origins: 1000 blocked, 9000 allowed'))
    throw new Error(texts.stdout + texts.stderr);
  return {
    seconds: (performance.now() - began) / 1000,
    user: Number(/user:([\d.]+)/.exec(texts.stderr)?.[1]),
    megabytes: peakMegabytes(texts.stderr),
  };
}

/** The page docs/benchmarks/har.md. */
function page(of: { megabytes: number; best: number; user: number; median: number; most: number }): string {
  const [cpu, ...others] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const load = loadavg()[0]?.toFixed(1);
  return `# A large HAR, measured

${date}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${load} at the end), ${type()}, Node ${process.versions.node}.

Made by \`npm run bench:har -- --write\`. \`corsmith explain session.har\` on a made-up session of 20,000 entries and ${of.megabytes.toFixed(1)} MB:
10,000 requests to another origin with their preflights, every tenth of them blocked. A whole process from its start to its end, ${ROUNDS} rounds.

| | measured | limit |
| --- | ---: | ---: |
| best | ${of.best.toFixed(2)} s | ${LIMIT.seconds} s |
| median | ${of.median.toFixed(2)} s | |
| least time of the processors | ${of.user.toFixed(2)} s | |
| most memory | ${of.most.toFixed(0)} MB | ${LIMIT.megabytes} MB |
`;
}
