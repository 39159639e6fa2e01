/**
 * `corsmith logs` on a generated nginx log beside `grep -c OPTIONS` and GoAccess: whole processes, the file in the page
 * cache. Its counts must be those of awk. `--size 200MB` makes it smaller, `--write` writes the page.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isOnPath } from '../../../setup/system-packages.mjs';
import { writeLog } from './generate.js';

/** Times GoAccess's speed, part of grep's speed, megabytes. */
const LIMITS = { goaccess: 5, grep: 0.5, memory: 300 };
const ROUNDS = 7;
const UNITS: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9 };

const { values } = parseArgs({ options: { size: { type: 'string', default: '2GB' }, write: { type: 'boolean' } } });
const [, amount, unit = ''] = /^([\d.]+)([KMG]B)$/.exec(values.size) ?? [];
if (amount === undefined) throw new Error(`--size '${values.size}' is not a size such as 2GB or 200MB`);
const corsmith = fileURLToPath(new URL('../../../packages/cli/bundle/main.js', import.meta.url));
/** Tells what the process took when it ends. */
const report = `data:text/javascript,process.on('exit',()=>process.stderr.write(JSON.stringify({megabytes:process.resourceUsage().maxRSS/1024})))`;

interface Ended {
  readonly seconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: string, args: readonly string[], codes: readonly number[] = [0]): Promise<Ended> {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const [code] = await once(child, 'close');
  if (!codes.includes(code)) throw new Error(`${command} exited with ${code}: ${texts.stderr}`);
  return { seconds: (performance.now() - began) / 1000, ...texts };
}

const best = (runs: readonly Ended[]): number => Math.min(...runs.map(({ seconds }) => seconds));

const folder = mkdtempSync(join(tmpdir(), 'corsmith-bench-logs-'));
process.once('SIGINT', () => {
  rmSync(folder, { recursive: true });
  process.exit(130);
});
try {
  const file = join(folder, 'access.log');
  writeLog(file, Number(amount) * UNITS[unit]!);
  const { size } = statSync(file);
  console.log(`${(size / 1e9).toFixed(2)} GB; load ${loadavg()[0]?.toFixed(1)}`);

  const logs = () => run(process.execPath, ['--import', report, corsmith, 'logs', file, '--json'], [1]);
  const grep = () => run('grep', ['-c', 'OPTIONS', file]);
  const [greps, runs]: [Ended[], Ended[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    greps.push(await grep());
    runs.push(await logs());
  }
  const awk = await run('awk', [
    '{ if ($6 == "\\"OPTIONS") { n++; if ($9 !~ /^2/) r++ } } END { print NR, n + 0, r + 0 }',
    file,
  ]);
  const { lines, total } = JSON.parse(runs[0]!.stdout);
  const counts = `${lines.read} ${total.preflights} ${total.refused}`;
  const isEqual = counts === awk.stdout.trim();
  console.log(`lines, preflights, refused: ${counts}; awk: ${awk.stdout.trim()}`);

  const megabytes = Math.max(...runs.map(({ stderr }) => JSON.parse(stderr).megabytes));
  const ofGrep = best(greps) / best(runs);
  const hasGoAccess = isOnPath('goaccess');
  const goaccess = hasGoAccess
    ? await run('goaccess', [file, '--log-format=COMBINED', '--no-progress', '-o', join(folder, 'report.json')])
    : undefined;
  if (!goaccess) console.log('goaccess is missing (Debian: apt-get install goaccess): not compared with it');
  const speed = (seconds: number) => `${(size / 1e6 / seconds).toFixed(0)} MB/s`;
  const rows = [
    ['grep -c OPTIONS', best(greps)],
    ['corsmith logs', best(runs)],
    ['awk', awk.seconds],
    ...(goaccess ? [['goaccess', goaccess.seconds] as const] : []),
  ] as const;
  for (const [name, seconds] of rows) console.log(`${name.padEnd(16)} ${seconds.toFixed(2)} s, ${speed(seconds)}`);
  const ofGoAccess = goaccess && goaccess.seconds / best(runs);
  console.log(`ratio to grep's speed ${ofGrep.toFixed(2)} (limit ${LIMITS.grep})`);
  if (ofGoAccess) console.log(`ratio to GoAccess's speed ${ofGoAccess.toFixed(1)} (limit ${LIMITS.goaccess})`);
  console.log(`memory ${megabytes.toFixed(0)} MB (limit ${LIMITS.memory})`);
  if (values.write) {
    const [cpu, ...others] = cpus();
    writeFileSync(
      new URL('../../../docs/benchmarks/logs.md', import.meta.url),
      `# corsmith logs, measured

${new Date().toISOString().slice(0, 10)}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${loadavg()[0]?.toFixed(1)} at the end), ${type()}, Node ${process.versions.node}.

Made by \`npm run bench:logs -- --write\`. Whole processes from their start to their end, on a generated nginx log (combined) of
${(size / 1e9).toFixed(2)} GB and ${lines.read} lines that lies in the page cache. Of \`grep\` and \`corsmith logs\` the best of ${ROUNDS} interleaved rounds. Of
the lines ${((total.preflights / lines.read) * 100).toFixed(1)} % are preflights, and ${(total.refusedShare * 100).toFixed(0)} % of those are refused.

| command | seconds | speed |
| --- | ---: | ---: |
${rows.map(([name, seconds]) => `| \`${name}\` | ${seconds.toFixed(2)} | ${speed(seconds)} |`).join('\n')}

\`corsmith logs\` has ${ofGrep.toFixed(2)} of grep's speed (limit ${LIMITS.grep})${ofGoAccess ? ` and ${ofGoAccess.toFixed(0)} times GoAccess's (limit ${LIMITS.goaccess})` : ''}, and takes ${megabytes.toFixed(0)} MB (limit
${LIMITS.memory}) in all its threads. Its counts of lines, preflights and refusals are those of awk.
`,
    );
  }
  if (
    !isEqual ||
    ofGrep < LIMITS.grep ||
    megabytes > LIMITS.memory ||
    (ofGoAccess ?? LIMITS.goaccess) < LIMITS.goaccess
  )
    process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
