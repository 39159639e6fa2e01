/**
 * Makes a clone ready: npm dependencies, the build and, with --tests, the system packages that tests need.
 * It runs before anything is installed, so it uses nothing but Node's own modules. What is right already is left alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canInstallPackages, installPackages } from './apt.mjs';
import { neededInstallation, noteCommandLine, WHOLE } from './dependencies.mjs';
import { withLock } from './lock.mjs';
import { debianPackages, missingGroups, systemPackages } from './system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const state = join(root, '.out');
const forTests = process.argv.includes('--tests');

try {
  checkNodeVersion();
  mkdirSync(state, { recursive: true });
  await withLock(join(state, 'prepare.lock'), async () => {
    installDependencies();
    if (forTests) installSystemPackages();
    await build();
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
  const args = neededInstallation(root, forTests ? 'everything' : 'command-line');
  if (!args) return;
  say(`first use: installing npm packages (about ${args === WHOLE ? 'a minute' : '5 s'}) …`);
  run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error']);
  if (args !== WHOLE) noteCommandLine(root);
}

function installSystemPackages() {
  let missing = missingGroups();
  let complaint = '';
  if (missing.length > 0 && canInstallPackages()) {
    say(`installing Debian packages for the tests, once: ${debianPackages(missing).join(' ')} …`);
    complaint = installPackages(debianPackages(missing));
    missing = missingGroups();
  }
  if (missing.length === 0) return;
  const fate = process.env.CI === 'true' ? 'fail' : 'are skipped';
  say(`tests that need one of these ${fate}:`);
  for (const name of missing) say(`  ${name} (${systemPackages[name].reason})`);
  if (complaint !== '') say(complaint.trimEnd());
  say(`on Debian they are installed with: sudo apt-get install ${debianPackages(missing).join(' ')}`);
}

/** The launcher compares the sources with the time of the stamp. */
async function build() {
  const began = new Date();
  const { bundleCommandLine } = await import('../packages/cli/bundle.mjs');
  await bundleCommandLine();
  const stamp = join(state, 'built');
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began);
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
