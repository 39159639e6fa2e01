import { defineConfig } from 'vitest/config';
import { workspaceSources } from './setup/workspace-sources.mjs';

export default defineConfig({
  resolve: { alias: workspaceSources },
  test: {
    reporters: ['default', './setup/closing-line.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'setup/test/**/*.test.ts'],
          // A busy machine is no failure; what takes seconds on an idle one does not belong here.
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'testbed',
          include: ['testbed/test/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
