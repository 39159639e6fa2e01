/**
 * Compares `corsmith logs` with `grep -c OPTIONS` and GoAccess on a generated nginx log: whole processes, the file in the page
 * cache. The counts must equal those of awk. `--size 200MB` uses a smaller log, `--write` writes the page.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PEAK_MEMORY, peakMegabytes } from '@corsmith/testbed/dist/peak-memory.js';
import { isOnPath } from '../../../setup/system-packages.mjs';
import { writeLog } from './generate.js';

/** Minimum speed relative to GoAccess and to grep, maximum memory in megabytes, minimum number of busy processors. */
const LIMITS = { goaccess: 5, grep: 0.5, memory: 300, processors: 1.2 };
const ROUNDS = 7;
/** GoAccess only gets the beginning, since it slows down as it reads. In bytes and milliseconds. */
const GOACCESS = { bytes: 100e6, timeout: 60_000 };
const UNITS: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9 };

const { values } = parseArgs({ options: { size: { type: 'string', default: '2GB' }, write: { type: 'boolean' } } });
const [, amount, unit = ''] = /^([\d.]+)([KMG]B)$/.exec(values.size) ?? [];
if (amount === undefined) throw new Error(`--size '${values.size}' is not a size such as 2GB or 200MB`);
const corsmith = fileURLToPath(new URL('../../../packages/cli/bundle/main.js', import.meta.url));
/** Prints the process's CPU time in seconds at exit. */
const busy =
  "data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('busy:'+(user+system)/1e6+' ')})";
/** Reads the file with Node and does nothing else. */
const readOnly =
  "const fs=require('fs'),b=Buffer.allocUnsafe(1<<18),f=fs.openSync(process.argv[1]);while(fs.readSync(f,b,0,b.length)>0);";

interface Ended {
  readonly seconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly codes?: readonly number[];
  /** Milliseconds. */
  readonly timeout?: number;
}

/** Without a locale, grep, awk and GoAccess compare bytes, which is fastest. */
const env = { ...process.env, LC_ALL: 'C' };

/** Undefined if it timed out. */
async function run(
  command: string,
  args: readonly string[],
  { codes = [0], timeout = 0 }: RunOptions = {},
): Promise<Ended | undefined> {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env, timeout, killSignal: 'SIGKILL' });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const [code, signal] = await once(child, 'close');
  if (signal === 'SIGKILL' && timeout > 0) return undefined;
  if (!codes.includes(code)) throw new Error(`${command} exited with ${code}: ${texts.stderr}`);
  return { seconds: (performance.now() - began) / 1000, ...texts };
}

const best = (runs: readonly Ended[]): number => Math.min(...runs.map(({ seconds }) => seconds));

/** Copies the complete lines of the beginning. */
async function copyBeginning(from: string, to: string, bytes: number): Promise<void> {
  const tail = Buffer.alloc(1 << 16);
  const file = openSync(from, 'r');
  const at = Math.max(0, Math.min(bytes, statSync(from).size) - tail.length);
  const end = at + tail.subarray(0, readSync(file, tail, 0, tail.length, at)).lastIndexOf(10);
  closeSync(file);
  await pipeline(createReadStream(from, { end }), createWriteStream(to));
}

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

  const commands = {
    read: () => run(process.execPath, ['-e', readOnly, file]),
    grep: () => run('grep', ['-c', 'OPTIONS', file]),
    logs: () =>
      run(process.execPath, ['--import', busy, '--import', PEAK_MEMORY, corsmith, 'logs', file, '--json'], {
        codes: [1],
      }),
  };
  const runs: Record<keyof typeof commands, Ended[]> = { read: [], grep: [], logs: [] };
  // Loads the file into the page cache.
  await commands.read();
  for (let round = 0; round < ROUNDS; round++)
    for (const name of ['read', 'grep', 'logs'] as const) runs[name].push((await commands[name]())!);
  const awk = (await run('awk', [
    '{ if ($6 == "\\"OPTIONS") { n++; if ($9 !~ /^2/) r++ } } END { print NR, n + 0, r + 0 }',
    file,
  ]))!;
  const { lines, total } = JSON.parse(runs.logs[0]!.stdout);
  const counts = `${lines.read} ${total.preflights} ${total.refused}`;
  const isEqual = counts === awk.stdout.trim();
  console.log(`lines, preflights, refused: ${counts}; awk: ${awk.stdout.trim()}`);

  const seconds = best(runs.logs);
  const megabytes = Math.max(...runs.logs.map(({ stderr }) => peakMegabytes(stderr)));
  const processors = Math.max(
    ...runs.logs.map(({ seconds, stderr }) => Number(/busy:([\d.]+)/.exec(stderr)?.[1]) / seconds),
  );
  const ofGrep = best(runs.grep) / seconds;

  const beginning = join(folder, 'beginning.log');
  const hasGoAccess = isOnPath('goaccess');
  if (hasGoAccess) await copyBeginning(file, beginning, GOACCESS.bytes);
  else console.log('goaccess is not installed (Debian: apt-get install goaccess), so it is not compared');
  const part = hasGoAccess ? statSync(beginning).size : 0;
  const goaccess = hasGoAccess
    ? ((await run(
        'goaccess',
        [beginning, '--log-format=COMBINED', '--no-progress', '-o', join(folder, 'report.json')],
        GOACCESS,
      )) ?? { seconds: GOACCESS.timeout / 1000 })
    : undefined;
  const ofGoAccess = goaccess && size / seconds / (part / goaccess.seconds);

  const rows: readonly (readonly [name: string, seconds: number, bytes: number])[] = [
    ['read only, in Node', best(runs.read), size],
    ['grep -c OPTIONS', best(runs.grep), size],
    ['corsmith logs', seconds, size],
    ['awk', awk.seconds, size],
    ...(goaccess ? [['goaccess', goaccess.seconds, part] as const] : []),
  ];
  const cells = rows.map(([name, seconds, bytes]) => [
    name,
    `${(bytes / 1e6).toFixed(0)} MB`,
    seconds.toFixed(2),
    `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`,
  ]);
  for (const [name = '', ...others] of cells) console.log(name.padEnd(24), ...others.map((cell) => cell.padStart(10)));
  console.log(`ratio to grep's speed ${ofGrep.toFixed(2)} (limit ${LIMITS.grep})`);
  if (ofGoAccess) console.log(`ratio to GoAccess's speed ${ofGoAccess.toFixed(1)} (limit ${LIMITS.goaccess})`);
  console.log(`memory ${megabytes.toFixed(0)} MB (limit ${LIMITS.memory})`);
  console.log(`processors ${processors.toFixed(1)} (limit ${LIMITS.processors})`);
  if (values.write) {
    const [cpu, ...others] = cpus();
    writeFileSync(
      new URL('../../../docs/benchmarks/logs.md', import.meta.url),
      `# corsmith logs, measured

${new Date().toISOString().slice(0, 10)}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${loadavg()[0]?.toFixed(1)} at the end), ${type()}, Node ${process.versions.node}.

Generated by \`npm run bench:logs -- --write\`. Whole processes from start to end, with \`LC_ALL=C\`, on a generated nginx log
(combined) of ${(size / 1e9).toFixed(2)} GB and ${lines.read} lines in the page cache. The first three are the best of ${ROUNDS} interleaved
rounds. ${((total.preflights / lines.read) * 100).toFixed(1)} % of the lines are preflights, and ${(total.refusedShare * 100).toFixed(0)} % of those are refused.

| command | file | seconds | speed |
| --- | ---: | ---: | ---: |
${cells.map(([name, ...others]) => `| ${name?.startsWith('read only') ? name : `\`${name}\``} | ${others.join(' | ')} |`).join('\n')}

\`corsmith logs\` reaches ${ofGrep.toFixed(2)} of grep's speed (limit ${LIMITS.grep})${ofGoAccess ? ` and ${ofGoAccess.toFixed(0)} times GoAccess's (limit ${LIMITS.goaccess})` : ''}. It keeps ${processors.toFixed(1)} processors busy and
takes ${megabytes.toFixed(0)} MB (limit ${LIMITS.memory}) in all threads. Its counts of lines, preflights and refusals equal those of awk.

GoAccess only gets the beginning of the file, since it slows down as it reads and did not finish 2 GB within nine minutes. The
comparison favours GoAccess.
`,
    );
  }
  if (
    !isEqual ||
    ofGrep < LIMITS.grep ||
    megabytes > LIMITS.memory ||
    processors < LIMITS.processors ||
    (ofGoAccess ?? LIMITS.goaccess) < LIMITS.goaccess
  )
    process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
