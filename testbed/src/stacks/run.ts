import { availableParallelism } from 'node:os';
import type { Browser, EngineWithBrowser } from '../browsers/browser.js';
import { BROWSERS } from '../browsers/browsers.js';
import { startWorld, type World } from '../servers/world.js';
import { type CellResult, runCell } from './cell.js';
import type { StackModule } from './stack-module.js';

export interface RunOptions {
  readonly modules: readonly StackModule[];
  /** Only cells of these causes. Default: all. */
  readonly causes?: readonly string[];
  /** The first judges every cell, the others the first cell of each stack. */
  readonly engines: readonly EngineWithBrowser[];
  readonly report: (result: CellResult) => void;
}

export interface RunResult {
  /** In the order of the modules and of their cells. */
  readonly results: readonly CellResult[];
  /** `NAME VERSION` of each browser. */
  readonly browsers: readonly string[];
}

/** Runs the cells, as many at a time as there are cores, with one of each browser for all. */
export async function run({ modules, causes, engines, report }: RunOptions): Promise<RunResult> {
  const world = await startWorld();
  const browsers: Browser[] = [];
  try {
    for (const engine of engines) browsers.push(await BROWSERS[engine](world));
    const results = await inTurn(cellsOf(modules, causes), async ({ module, broken, first }) => {
      const result = await runCell({
        module,
        broken,
        origin: world.origins.app,
        browsers: first ? browsers : browsers.slice(0, 1),
        thorough: first,
      });
      report(result);
      return result;
    });
    return { results, browsers: browsers.map(({ engine, version }) => `${engine} ${version}`) };
  } finally {
    await closeAll(browsers, world);
  }
}

function cellsOf(modules: readonly StackModule[], causes: readonly string[] | undefined) {
  return modules.flatMap((module) =>
    module.broken
      .filter(({ cause }) => !causes || causes.includes(cause))
      .map((broken, index) => ({ module, broken, first: index === 0 })),
  );
}

/** Maps all of them, a few at a time, and keeps their order. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

async function closeAll(browsers: readonly Browser[], world: World): Promise<void> {
  await Promise.all(browsers.map((browser) => browser.close()));
  world.close();
}
