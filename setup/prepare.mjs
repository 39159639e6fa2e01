/**
 * Makes a clone ready: npm dependencies and the build; with --page the page too, with --tests that and the system packages
 * that tests need, with --benches those that benches need. With --unit only the dependencies of the unit tests.
 * It runs before anything is installed, so it uses nothing but Node's own modules. What is right already is left alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INSTALLATIONS, neededInstallation, noteInstallation } from './dependencies.mjs';
import { installSystemPackages } from './install-system-packages.mjs';
import { withLock } from './lock.mjs';
import { installNodes } from './node-versions.mjs';
import { benchPackages, systemPackages } from './system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const state = join(root, '.out');
const forTests = process.argv.includes('--tests');
const forBenches = process.argv.includes('--benches');
const forUnitTests = process.argv.includes('--unit');
const forPage = forTests || process.argv.includes('--page');

const DURATIONS = { 'command-line': 'about 5 s', packages: 'about 20 s', everything: 'about a minute' };

try {
  checkNodeVersion();
  mkdirSync(state, { recursive: true });
  await withLock(join(state, 'prepare.lock'), async () => {
    installDependencies();
    if (forUnitTests) return;
    if (forTests) installSystemPackages(systemPackages, 'tests', say);
    if (forTests) installNodes(root, run, say);
    if (forBenches) installSystemPackages(benchPackages, 'benches', say);
    await build();
    if (forPage) await buildPage();
  });
} catch (error) {
  say(error.message);
  process.exitCode = 2;
}

function checkNodeVersion() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const ordinal = (version) => version.match(/\d+/g).reduce((sum, part) => sum * 1000 + Number(part), 0);
  if (ordinal(process.version) < ordinal(engines.node))
    throw new Error(`Node.js ${engines.node} is needed, and this is ${process.version}. See https://nodejs.org/`);
}

function installDependencies() {
  const wanted = forTests || forBenches || forPage ? 'everything' : forUnitTests ? 'packages' : 'command-line';
  const scope = neededInstallation(root, wanted);
  if (scope === undefined) return;
  say(`first use: installing npm packages (${DURATIONS[scope]}) …`);
  run('npm', [...INSTALLATIONS[scope], '--no-audit', '--no-fund', '--loglevel=error']);
  if (scope !== 'everything') noteInstallation(root, scope);
}

/** The launcher compares the sources with the time of the stamp, and looks for the folders in it. */
async function build() {
  const began = new Date();
  const { bundleCommandLine } = await import('../packages/cli/bundle.mjs');
  await bundleCommandLine();
  const stamp = join(state, 'built');
  const { dependencies } = JSON.parse(readFileSync(join(root, 'packages', 'cli', 'package.json'), 'utf8'));
  const folderOf = (name) =>
    [`packages/cli/node_modules/${name}`, `node_modules/${name}`].find((folder) => existsSync(join(root, folder)));
  writeFileSync(
    stamp,
    Object.keys(dependencies)
      .map((name) => `${folderOf(name)}\n`)
      .join(''),
  );
  utimesSync(stamp, began, began);
}

/** Where nothing that the page is made of has changed, it is left alone. */
async function buildPage() {
  const sources = ['web', 'monitor', 'contract', 'doctor', 'stacks', 'evidence', 'server', 'protocol'].map((name) =>
    join(root, 'packages', name),
  );
  const stamp = join(state, 'page');
  if (existsSync(stamp) && sources.every((folder) => newest(folder) < statSync(stamp).mtimeMs)) return;
  const began = new Date();
  const { build } = await import('vite');
  await build({ configFile: join(root, 'packages', 'web', 'vite.config.ts'), logLevel: 'error' });
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began);
}

/** When the latest of a package's sources was changed, in milliseconds. */
function newest(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/[\\/](?:dist|node_modules|test)(?:[\\/]|$)/.test(entry.parentPath),
  );
  return Math.max(...files.map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs));
}

/** Runs quietly: what was said is shown only where it failed. */
function run(command, args) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error) throw new Error(`'${command}' could not be run: ${error.message}`);
  if (status === 0) return;
  throw new Error(`'${[command, ...args].join(' ')}' failed:\n${stdout}${stderr}`.trimEnd());
}

function say(text) {
  process.stderr.write(`corsmith: ${text}\n`);
}
