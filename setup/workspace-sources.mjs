import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packages = new URL('../packages/', import.meta.url);

/**
 * Where the source of each package's entries begins, by their names: tests and the bundle read sources, so no build stands
 * between. Longer names come first, as a name stands for whatever begins with it.
 */
export const workspaceSources = Object.fromEntries(
  readdirSync(packages)
    .flatMap((folder) => {
      const { name, exports = {} } = JSON.parse(readFileSync(new URL(`${folder}/package.json`, packages), 'utf8'));
      const entries = Object.entries(exports).filter(([, entry]) => typeof entry === 'object');
      return [['.', { default: './dist/index.js' }], ...entries].map(([path, entry]) => {
        const source = (entry.import ?? entry).default.replace('./dist/', './src/').replace(/\.js$/, '.ts');
        return [name + path.slice(1), fileURLToPath(new URL(`${folder}/${source}`, packages))];
      });
    })
    .sort(([a], [b]) => b.length - a.length),
);
