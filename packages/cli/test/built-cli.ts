import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withLock } from '../../../setup/lock.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The command line as it is installed: compiled, and a process of its own. */
export const MAIN = path('../dist/main.js');

/** Compiles it; done in a moment where nothing has changed. Test files that start together do so one after the other. */
export function build(): void {
  const compiler = path('../../../node_modules/typescript/bin/tsc');
  mkdirSync(path('../../../.out'), { recursive: true });
  withLock(path('../../../.out/build.lock'), () => {
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-b', path('..')], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout);
  });
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it to its end; aborting the signal is Ctrl-C. */
export async function corsmith(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly signal?: AbortSignal } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.signal?.addEventListener('abort', () => child.kill('SIGINT'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
