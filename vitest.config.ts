import { defineConfig } from 'vitest/config';
import { freshSeed } from './setup/fresh-seed.mjs';
import { workspaceSources } from './setup/workspace-sources.mjs';

/** Frameworks put their own Request and Response in place of Node's, and a page's fetch is put in place of Node's. */
const changingGlobals = ['packages/server/test/**/*.test.ts', 'packages/fetch/test/**/*.test.ts'];

/** What starts whole processes takes seconds. */
const processes = '**/*.process.test.ts';

const unit = {
  // A busy machine is no failure; what takes seconds on an idle one does not belong here.
  testTimeout: 30_000,
  pool: 'threads' as const,
  sequence: { groupOrder: 0 },
};

export default defineConfig({
  resolve: { alias: workspaceSources },
  test: {
    // What is waited for by an event comes late on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    setupFiles: ['./setup/property-seed.mjs'],
    env: { FRESH_SEED: String(freshSeed()) },
    reporters: ['default', './setup/closing-line.mjs'],
    // vitest leaves one core idle, of two.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'setup/test/**/*.test.ts'],
          exclude: [...changingGlobals, processes],
          // The files of one worker share their modules: loading them anew for each takes longer than the tests.
          isolate: false,
        },
      },
      { extends: true, test: { ...unit, name: 'unit-isolated', include: changingGlobals, exclude: [processes] } },
      { extends: true, test: { ...unit, name: 'processes', include: [processes] } },
      {
        extends: true,
        test: {
          name: 'testbed',
          include: ['testbed/test/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
          // Its modules name each other without file endings, which Node does not read.
          server: { deps: { inline: ['dt-sql-parser'] } },
        },
      },
    ],
  },
});
