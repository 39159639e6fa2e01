/**
 * The server policy beside the packages that people use and a hand-written server, all in one run. Prints the page
 * docs/benchmarks/server.md; with `--write` it replaces it. Needs `wrk` for the part over HTTP.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { httpRates } from './http-rate.js';
import { memoryOf } from './memory.js';
import { page, type Row } from './page.js';
import type { Part } from './part.js';

async function run(part: Part, sizes: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const child = fork(new URL('part.js', import.meta.url), [part, String(size)], { serialization: 'advanced' });
    const [[sent]] = (await Promise.all([once(child, 'message'), once(child, 'close')])) as [[Row[]], unknown];
    rows.push(...sent);
  }
  return rows;
}

const text = page({
  exact: await run('exact', [1, 100, 10_000, 100_000]),
  patterns: await run('patterns', [2, 100, 10_000]),
  hostile: await run('hostile', [100]),
  frameworks: await run('frameworks', [1, 10_000]),
  memory: { origins: memoryOf('origins', 100_000), patterns: memoryOf('patterns', 100_000) },
  rates: await httpRates({ rounds: 31, seconds: 1 }),
});
if (process.argv.includes('--write'))
  writeFileSync(new URL('../../../docs/benchmarks/server.md', import.meta.url), text);
console.log(text);
