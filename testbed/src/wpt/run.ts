import { fork } from 'node:child_process';
import type { EngineName } from '@corsmith/protocol';
import { type Expectation, expectationOf } from './expectations.js';
import type { PageJob, SubtestResult } from './page.js';
import type { WptTest } from './tests.js';

/** What became of an engine's tests. */
export interface Tally {
  readonly engine: EngineName;
  passed: number;
  /** Failed, with a reason for it. */
  expected: number;
  /** Failed without one. */
  readonly unexpected: string[];
  /** Files that reported nothing. */
  readonly silent: string[];
  /** Reasons that were met. */
  readonly met: Set<Expectation>;
}

/** Milliseconds that a file has, as in the browsers' own runs. */
const LIMIT_MS = 60_000;

export async function runTests(
  tests: readonly WptTest[],
  {
    server,
    engine,
    expectations,
    page,
  }: Omit<PageJob, 'test'> & { readonly expectations: readonly Expectation[]; readonly page: URL },
): Promise<Tally> {
  const tally: Tally = { engine, passed: 0, expected: 0, unexpected: [], silent: [], met: new Set() };
  for (const test of tests) {
    const results = await resultsOf({ test, server, engine }, page);
    if (!results || results.length === 0) {
      const reason = expectationOf(expectations, test.path, '', engine);
      if (reason) tally.met.add(reason);
      else tally.silent.push(test.path);
      continue;
    }
    for (const { name, passed, message } of results) {
      const reason = passed ? undefined : expectationOf(expectations, test.path, name, engine);
      if (reason) tally.met.add(reason);
      if (passed) tally.passed++;
      else if (reason) tally.expected++;
      else tally.unexpected.push(`${test.path} › ${name}: ${message}`);
    }
  }
  return tally;
}

/** Each file has a process of its own; undefined where that ends or is ended without a word. */
function resultsOf(job: PageJob, page: URL): Promise<readonly SubtestResult[] | undefined> {
  const child = fork(page, { silent: true });
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  return new Promise((resolve) => {
    let results: readonly SubtestResult[] | undefined;
    child.on('message', (message) => {
      results = message as readonly SubtestResult[];
    });
    child.on('exit', () => {
      clearTimeout(timer);
      resolve(results);
    });
    child.on('error', () => resolve(undefined));
    child.send(job);
  });
}
