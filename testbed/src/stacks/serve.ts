import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { own } from '../browsers/owned-process.js';
import type { RunningStack } from './stack-module.js';

export interface ServeOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the program prints once it listens; its first group is the port. Default: any `http://HOST:PORT`. */
  readonly announces?: RegExp;
  /** The port that it was given, if it prints none. */
  readonly port?: number;
}

const START_LIMIT_MS = 60_000;
const KEPT_LINES = 100;

/**
 * Starts a server program and waits until it says which port of 127.0.0.1 it listens on.
 * @throws with what it printed where it ends before that, or takes longer than a minute.
 */
export async function serve(command: string, args: readonly string[], options: ServeOptions): Promise<RunningStack> {
  const { folder, env } = options;
  const program = await own(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  try {
    const port = await announcedPort(program.child, options);
    return { url: `http://127.0.0.1:${port}`, stop: program.end };
  } catch (error) {
    await program.end();
    throw new Error(`${[command, ...args].join(' ')}: ${(error as Error).message}`);
  }
}

function announcedPort(child: ChildProcess, { announces = /https?:\/\/[^\s/:]+:(\d+)/, port }: ServeOptions) {
  return new Promise<string | number>((resolve, reject) => {
    const printed: string[] = [];
    const fail = (why: string) => reject(new Error(`${why}\n${printed.join('\n')}`));
    const limit = setTimeout(() => fail(`does not listen after ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.once('close', (code) => {
      clearTimeout(limit);
      fail(`ended with ${code}`);
    });
    for (const stream of child.stdio.slice(1)) {
      createInterface(stream as Readable).on('line', (line) => {
        if (printed.length < KEPT_LINES) printed.push(line);
        const match = announces.exec(line);
        const listening = match?.[1] ?? (match && port);
        if (!listening) return;
        clearTimeout(limit);
        resolve(listening);
      });
    }
  });
}

/** Runs a program to its end. @throws with what it printed where it fails. */
export async function complete(command: string, args: readonly string[], options: ServeOptions): Promise<string> {
  const { folder, env } = options;
  const program = await own(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  program.child.stdout!.on('data', (chunk) => printed.push(chunk));
  program.child.stderr!.on('data', (chunk) => printed.push(chunk));
  const [code] = await once(program.child, 'close');
  await program.end();
  const text = Buffer.concat(printed).toString();
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${text}`);
  return text;
}
