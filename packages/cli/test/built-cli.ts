import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bundleCommandLine } from '../bundle.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The command line as it is installed: one bundle, and a process of its own. */
export const MAIN = path('../bundle/main.js');

/** Makes it; nothing is written where nothing has changed. */
export const build = bundleCommandLine;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it to its end; aborting the signal is Ctrl-C. */
export async function corsmith(
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly signal?: AbortSignal;
    readonly cwd?: string;
    /** What is piped in; nothing without it. */
    readonly input?: string | Buffer;
    readonly onOutput?: (text: string) => void;
  } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...options.env },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  options.signal?.addEventListener('abort', () => child.kill('SIGINT'));
  child.stdin?.end(options.input);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    options.onOutput?.(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
