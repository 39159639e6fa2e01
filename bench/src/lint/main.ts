/**
 * Time and memory of `corsmith lint` on a repository of 10,000 files, beside ripgrep's search for the same words, and on an
 * nginx.conf of 1 MB: whole processes, the files in the page cache. Writes docs/benchmarks/lint.md with `--write`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PEAK_MEMORY, peakMegabytes } from '@corsmith/testbed/dist/peak-memory.js';
import { largeConfiguration, writeRepository } from './generate.js';

const REPOSITORY = { files: 10_000, withCors: 200 };
/** Of the repository: so many times ripgrep's time and so many seconds more; of one file: seconds. In megabytes. */
const LIMITS = { times: 2, seconds: 1.5, oneFile: 0.5, memory: 300 };
const ROUNDS = 7;
const corsmith = fileURLToPath(new URL('../../../packages/cli/bundle/main.js', import.meta.url));

interface Run {
  readonly seconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: string, ...args: readonly string[]): Promise<Run> {
  const began = performance.now();
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  await once(child, 'close');
  return { seconds: (performance.now() - began) / 1000, ...texts };
}

const lint = (path: string) => run(process.execPath, '--import', PEAK_MEMORY, corsmith, 'lint', path);

const best = (runs: readonly Run[]): number => Math.min(...runs.map(({ seconds }) => seconds));
const most = (runs: readonly Run[]): number => Math.max(...runs.map(({ stderr }) => peakMegabytes(stderr)));

const folder = mkdtempSync(join(tmpdir(), 'corsmith-lint-'));
try {
  mkdirSync(join(folder, 'repository'));
  const bytes = writeRepository(join(folder, 'repository'), REPOSITORY);
  writeFileSync(join(folder, 'nginx.conf'), largeConfiguration(1e6));
  const runs: Record<'ripgrep' | 'repository' | 'file', Run[]> = { ripgrep: [], repository: [], file: [] };
  for (let round = 0; round < ROUNDS; round++) {
    runs.ripgrep.push(await run('rg', '-ci', '--hidden', 'cors|access-control', 'repository'));
    runs.repository.push(await lint('repository'));
    runs.file.push(await lint('nginx.conf'));
  }
  const found = runs.ripgrep[0]?.stdout.trim().split('\n').length;
  if (found !== REPOSITORY.withCors) throw new Error(`ripgrep found ${found} files`);
  const [summary = ''] = runs.file[0]?.stdout.match(/\d+ policies read/) ?? [];
  if (summary === '' || summary.startsWith('0 ')) throw new Error(`${runs.file[0]?.stdout}${runs.file[0]?.stderr}`);

  const limit = LIMITS.times * best(runs.ripgrep) + LIMITS.seconds;
  const rows = [
    ['ripgrep, the repository', best(runs.ripgrep), Number.NaN, ''],
    [
      'corsmith lint, the repository',
      best(runs.repository),
      most(runs.repository),
      `${limit.toFixed(2)} s, ${LIMITS.memory} MB`,
    ],
    ['corsmith lint, nginx.conf', best(runs.file), most(runs.file), `${LIMITS.oneFile} s`],
  ] as const;
  const table = rows.map(
    ([name, seconds, megabytes, limits]) =>
      `| ${name} | ${seconds.toFixed(2)} | ${Number.isNaN(megabytes) ? '' : megabytes.toFixed(0)} | ${limits} |`,
  );
  console.log(table.join('\n'));
  if (process.argv.includes('--write'))
    writeFileSync(new URL('../../../docs/benchmarks/lint.md', import.meta.url), page(table, bytes, summary));
  const isWithin =
    best(runs.repository) <= limit && most(runs.repository) <= LIMITS.memory && best(runs.file) <= LIMITS.oneFile;
  process.exitCode = isWithin ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** The page docs/benchmarks/lint.md. */
function page(table: readonly string[], bytes: number, summary: string): string {
  const [cpu, ...others] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  return `# A large repository, measured

${date}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${loadavg()[0]?.toFixed(1)} at the end), ${type()}, Node ${process.versions.node}.

Made by \`npm run bench:lint -- --write\`: whole processes from their start to their end, ${ROUNDS} rounds, the files in the page
cache. The repository is made up: ${REPOSITORY.files.toLocaleString('en')} files of realistic sizes, ${(bytes / 1e6).toFixed(0)} MB, ${REPOSITORY.withCors} of them with CORS, which
\`rg -ci --hidden 'cors|access-control'\` finds. The nginx.conf has 1 MB (${summary}). The repository's limit
is ${LIMITS.times} times ripgrep's time and ${LIMITS.seconds} s.

| | best, s | most memory, MB | limit |
| --- | ---: | ---: | ---: |
${table.join('\n')}
`;
}
