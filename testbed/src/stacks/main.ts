import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exitOnSignals } from '../browsers/owned-process.js';
import { needs } from '../needs.js';
import type { CellResult } from './cell.js';
import { matrixOf, matrixText } from './matrix.js';
import { modules } from './modules.js';
import { resultsPage } from './results-page.js';
import { run } from './run.js';

const PAGE = new URL('../../../docs/testbed.md', import.meta.url);

const HELP = `Breaks real servers, diagnoses them, applies the recipe and runs the request in real browsers.

  npm run testbed -- [--stack S]... [--cause C]... [--write]

  --stack   only this stack; may be repeated      all
  --cause   only this cause; may be repeated      all
  --write   puts the whole matrix into docs/testbed.md

Exit code: 0 every cell green, 1 a red one, 2 wrong usage, 3 something is not installed.
`;

function options() {
  const { values } = parseArgs({
    options: {
      stack: { type: 'string', multiple: true },
      cause: { type: 'string', multiple: true },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const known = (name: string, given: readonly string[] | undefined, all: readonly string[]) => {
    for (const one of given ?? []) {
      if (!all.includes(one)) throw new RangeError(`--${name} ${one}: not one of ${[...new Set(all)].join(', ')}`);
    }
  };
  if (values.write && (values.stack || values.cause)) throw new RangeError('--write: only with all stacks and causes');
  const ids = modules.map(({ id }) => id);
  known('stack', values.stack, ids);
  known(
    'cause',
    values.cause,
    modules.flatMap(({ broken }) => broken.map(({ cause }) => cause)),
  );
  return { ...values, stack: values.stack ?? ids };
}

function describe({ stack, cause, mistake, problems, durationMs }: CellResult): string {
  const mark = problems.length === 0 ? '✓' : '✗';
  const line = `${mark} ${stack.padEnd(18)} ${cause.padEnd(34)} ${mistake} (${Math.round(durationMs)} ms)`;
  return [line, ...problems.map((problem) => `    ${problem}`)].join('\n');
}

async function main(): Promise<number> {
  const { help, stack, cause, write } = options();
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const began = performance.now();
  const chosen = modules.filter(({ id }) => stack.includes(id));
  const present = chosen.filter((module) => needs('chromium', 'firefox', 'webkit', ...module.needs));
  const { results, browsers } = await run({
    modules: present,
    ...(cause && { causes: cause }),
    engines: ['chromium', 'firefox', 'webkit'],
    report: (result) => console.log(describe(result)),
  });
  const seconds = (performance.now() - began) / 1000;
  const red = results.filter(({ problems }) => problems.length > 0);
  console.log(`\n${matrixText(matrixOf(results))}\n`);
  console.log(`${results.length} cells, ${red.length} red, ${present.length} stacks, ${Math.round(seconds)} s`);
  if (write) {
    const versions = await Promise.all(present.map(async ({ id, version }) => [id, await version()] as const));
    writeFileSync(PAGE, resultsPage({ results, browsers, versions, seconds }));
  }
  if (red.length > 0) return 1;
  return present.length < chosen.length ? 3 : 0;
}

exitOnSignals();
try {
  process.exitCode = await main();
} catch (error) {
  const usage = error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(usage ? (error as Error).message : error);
  process.exitCode = usage ? 2 : 3;
}
