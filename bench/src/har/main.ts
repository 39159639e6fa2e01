/**
 * Time and memory of `corsmith explain` on a HAR of 50 MB and 20,000 entries, in a process of its own, from its start to
 * its end. The limits: 3 s and 500 MB.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeHar } from './generate.js';

const LIMIT = { seconds: 3, megabytes: 500 };
const ROUNDS = 5;
const corsmith = fileURLToPath(new URL('../../../packages/cli/bundle/main.js', import.meta.url));
/** Tells what the process took when it ends. */
const report = `data:text/javascript,process.on('exit',()=>process.stderr.write(JSON.stringify({megabytes:process.resourceUsage().maxRSS/1024})))`;

const folder = mkdtempSync(join(tmpdir(), 'corsmith-har-'));
const file = join(folder, 'session.har');
try {
  writeHar(file, { entries: 20_000, bytes: 50_000_000 });
  console.log(`${(statSync(file).size / 1e6).toFixed(1)} MB, 20,000 entries; load ${loadavg()[0]?.toFixed(1)}`);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await explained());
  const best = Math.min(...rounds.map(({ seconds }) => seconds));
  const most = Math.max(...rounds.map(({ megabytes }) => megabytes));
  console.log(
    `best ${best.toFixed(2)} s (limit ${LIMIT.seconds}), most ${most.toFixed(0)} MB (limit ${LIMIT.megabytes})`,
  );
  if (best > LIMIT.seconds || most > LIMIT.megabytes) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

interface Round {
  /** From its start to its end. */
  readonly seconds: number;
  readonly megabytes: number;
}

async function explained(): Promise<Round> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', report, corsmith, 'explain', file], {
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
  return { seconds: (performance.now() - began) / 1000, ...JSON.parse(texts.stderr) };
}
