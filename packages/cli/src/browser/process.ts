import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { messageOf } from '@corsmith/protocol';

/** What it may take to end by itself, in milliseconds. */
const END_LIMIT = 700;
/** A browser that ends in error this soon never opened its window. Milliseconds. */
const START_LIMIT = 10_000;
/** Characters of what it prints. */
const COMPLAINT_LIMIT = 4000;

/**
 * Runs it until it ends, or until the signal is aborted: then it is gone when this resolves.
 * Resolves to why it did not start, in its own words; undefined where it did.
 */
export async function useBrowser(
  program: string,
  switches: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  if (signal.aborted) return undefined;
  const began = performance.now();
  // In a group of its own: Ctrl-C comes to it from here alone, and all of it ends together.
  const browser = spawn(program, switches, {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let complaint = '';
  browser.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_LIMIT);
  });
  const ended: Promise<unknown[]> = once(browser, 'exit');
  const end = () => endAll(browser, ended);
  signal.addEventListener('abort', end, { once: true });
  try {
    const [code] = await ended;
    if (signal.aborted || code === 0 || performance.now() - began > START_LIMIT) return undefined;
    return complaint.trim().split('\n').at(-1) || `it ended with code ${code}`;
  } catch (error) {
    return messageOf(error);
  } finally {
    signal.removeEventListener('abort', end);
    killGroup(browser, 'SIGKILL');
  }
}

async function endAll(browser: ChildProcess, ended: Promise<unknown>): Promise<void> {
  killGroup(browser, 'SIGTERM');
  const timer = new AbortController();
  const late = setTimeout(END_LIMIT, 'late', { signal: timer.signal }).catch(() => 'ended');
  if ((await Promise.race([late, ended.catch(() => 'ended')])) === 'late') killGroup(browser, 'SIGKILL');
  timer.abort();
}

function killGroup(browser: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (browser.pid === undefined) return;
  try {
    if (process.platform === 'win32') browser.kill(signal);
    else process.kill(-browser.pid, signal);
  } catch {
    // All of it is gone already.
  }
}
