/**
 * Time from `npx corsmith --help` to its first output, from the packed command line and with npm's cache warm: on first
 * use, where npx installs it, and afterwards. Also the size of what is installed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 7;
/** A first use may take this many times as long as npm takes to start. */
const LIMIT = 40;

const folder = mkdtempSync(join(tmpdir(), 'corsmith-npx-'));
const cache = join(folder, 'cache');
const npx = join(cache, '_npx');
const cli = fileURLToPath(new URL('../../../packages/cli/', import.meta.url));
const [{ filename }] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', folder, cli], {
    encoding: 'utf8',
  }),
);
const args = ['--yes', '--prefer-offline', '--no-audit', '--no-fund', '--cache', cache];
const command = ['npx', ...args, `--package=${join(folder, filename)}`, 'corsmith', '--help'] as const;

/** Milliseconds from the start of a process to what it prints first. */
async function timeToOutput([program, ...rest]: readonly [string, ...string[]]): Promise<number> {
  const began = performance.now();
  const child = spawn(program, rest, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  const took = performance.now() - began;
  child.stdout.resume();
  const [code] = await closed;
  if (code !== 0) throw new Error(`'${[program, ...rest].join(' ')}' exited with ${code}`);
  return took;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

try {
  // Fills npm's cache.
  await timeToOutput(command);
  const times: Record<'npx, first use' | 'npx, again' | 'npm --version', number[]> = {
    'npm --version': [],
    'npx, first use': [],
    'npx, again': [],
  };
  for (let round = 0; round < ROUNDS; round++) {
    times['npm --version'].push(await timeToOutput(['npm', '--version']));
    rmSync(npx, { recursive: true });
    times['npx, first use'].push(await timeToOutput(command));
    times['npx, again'].push(await timeToOutput(command));
  }
  const installed = installedSize(npx);
  const rows = Object.entries(times).map(
    ([name, values]) => `| ${name} | ${median(values).toFixed(0)} | ${Math.min(...values).toFixed(0)} |`,
  );
  const ratio = median(times['npx, first use']) / median(times['npm --version']);
  const size = `${installed.packages} packages, ${(installed.bytes / 1e6).toFixed(1)} MB`;
  console.log([...rows, `installed: ${size}`].join('\n'));
  if (process.argv.includes('--write'))
    writeFileSync(new URL('../../../docs/benchmarks/npx.md', import.meta.url), page(rows, size, ratio));
  process.exitCode = ratio < LIMIT ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** The packages below a folder with corsmith itself, and the bytes of their files. */
function installedSize(below: string): { readonly packages: number; readonly bytes: number } {
  const files = readdirSync(below, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const manifests = files.filter(
    ({ name, parentPath }) =>
      name === 'package.json' && /[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^@.\\/][^\\/]*$/.test(parentPath),
  );
  const bytes = files.map(({ name, parentPath }) => statSync(join(parentPath, name)).size);
  return { packages: manifests.length, bytes: bytes.reduce((sum, one) => sum + one, 0) };
}

/** The page docs/benchmarks/npx.md. */
function page(rows: readonly string[], size: string, ratio: number): string {
  const [cpu, ...others] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  return `# npx corsmith, measured

${date}, ${cpu?.model.trim()}, ${others.length + 1} cores (load ${loadavg()[0]!.toFixed(1)} at the end), ${type()}, Node ${process.versions.node}.

Made by \`npm run bench:npx -- --write\`: the time from \`npx corsmith --help\` to its first output, in ${ROUNDS} rounds. The package
is the packed one and npm's cache is warm, so no network is involved. On first use npx installs the package and its
dependencies; afterwards it finds them.

| | median, ms | best, ms |
| --- | ---: | ---: |
${rows.join('\n')}

A first use takes ${ratio.toFixed(1)} times as long as npm takes to start; the limit is ${LIMIT}. Installed: ${size}.
`;
}
