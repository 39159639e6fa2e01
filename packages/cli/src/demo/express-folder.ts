import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { messageOf, recordOf } from '@corsmith/protocol';
import { UsageError } from '../usage-error.js';

/** What the demo's app imports. A clone has both; an installed command line doesn't, as nothing else needs them. */
export const DEMO_PACKAGES = { cors: '2.8.6', express: '5.3.0' } as const;

const SPECIFIERS = Object.entries(DEMO_PACKAGES).map(([name, version]) => `${name}@${version}`);

export interface InstallOptions {
  readonly signal: AbortSignal;
  /** Where packages are looked for first; default: beside the command line. */
  readonly beside?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly say?: (text: string) => void;
  /** Installs the packages into an empty folder; default: by npm. */
  readonly install?: (folder: string, signal: AbortSignal) => Promise<void>;
}

/**
 * A folder from which app.js finds Express and cors: that of the command line, else one in the user's cache, into which
 * npm installs both on first use.
 * @throws UsageError if they can't be installed.
 */
export async function expressFolder(options: InstallOptions): Promise<string> {
  const { signal, beside = fileURLToPath(new URL('.', import.meta.url)), env = process.env } = options;
  const { say = (text) => process.stderr.write(text), install = npmInstall } = options;
  const cached = join(cacheFolder(env), `demo-${SPECIFIERS.join('-')}`);
  const found = [beside, cached].find(hasPackages);
  if (found) return found;
  say(`corsmith: first use: installing ${SPECIFIERS.join(' and ')} for the demo into ${cached} …\n`);
  mkdirSync(dirname(cached), { recursive: true });
  // In one step: another demo may be doing the same, and an interrupted one leaves no half.
  const fresh = mkdtempSync(`${cached}.`);
  try {
    await install(fresh, signal);
    rmSync(cached, { recursive: true, force: true });
    renameSync(fresh, cached);
  } catch (error) {
    signal.throwIfAborted();
    rmSync(fresh, { recursive: true, force: true });
    if (hasPackages(cached)) return cached;
    const message = `The demo needs ${SPECIFIERS.join(' and ')}, and npm could not install them: ${reasonOf(error)}`;
    throw new UsageError([{ message, hint: 'Check the connection to the npm registry and run corsmith demo again.' }]);
  }
  return cached;
}

function hasPackages(folder: string): boolean {
  const require = createRequire(join(folder, 'app.js'));
  try {
    return Object.entries(DEMO_PACKAGES).every(
      ([name, version]) => recordOf(require(`${name}/package.json`)).version === version,
    );
  } catch {
    return false;
  }
}

function cacheFolder({ XDG_CACHE_HOME: named, LOCALAPPDATA: local }: NonNullable<InstallOptions['env']>): string {
  const base = named ? named : process.platform === 'win32' && local ? local : join(homedir(), '.cache');
  return join(base, 'corsmith');
}

async function npmInstall(folder: string, signal: AbortSignal): Promise<void> {
  const quiet = [
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--ignore-scripts',
    '--prefer-offline',
    '--fetch-retries=0',
    '--loglevel=error',
  ];
  await promisify(execFile)('npm', ['install', '--prefix', folder, ...quiet, ...SPECIFIERS], {
    cwd: folder,
    signal,
    shell: process.platform === 'win32',
  });
}

/** npm's own sentence: codes stand before it, and the path of a log after it. */
const reasonOf = (error: unknown): string => {
  const { stderr } = recordOf(error);
  const lines = ((typeof stderr === 'string' && stderr) || messageOf(error)).trim().split('\n');
  return (lines.find((line) => !/^npm (?:warn|error (?:code|errno|syscall) )/.test(line)) ?? lines[0] ?? '').trim();
};
