import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packages = new URL('../packages/', import.meta.url);

/** Where the source of each package begins, by its name: tests and the bundle read sources, so no build stands between. */
export const workspaceSources = Object.fromEntries(
  readdirSync(packages).map((folder) => {
    const manifest = JSON.parse(readFileSync(new URL(`${folder}/package.json`, packages), 'utf8'));
    return [manifest.name, fileURLToPath(new URL(`${folder}/src/index.ts`, packages))];
  }),
);
