import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Tests read the sources of the workspace's packages, so that no build stands between an edit and its test.
const alias = Object.fromEntries(
  readdirSync(new URL('packages', import.meta.url)).map((folder) => {
    const manifest = JSON.parse(readFileSync(new URL(`packages/${folder}/package.json`, import.meta.url), 'utf8'));
    return [manifest.name, new URL(`packages/${folder}/src/index.ts`, import.meta.url).pathname];
  }),
);

export default defineConfig({
  resolve: { alias },
  test: {
    reporters: ['default', './setup/closing-line.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'setup/test/**/*.test.ts'],
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
