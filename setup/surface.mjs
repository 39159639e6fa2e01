/**
 * Writes what `protocol` and `server` publish, as their compiled declarations say; with --check, fails if a committed file
 * says otherwise. Others build on these two: a change of their surface is seen in review.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { surfaceOf } from './surface/surface-of.mjs';

const root = fileURLToPath(new URL('../packages/', import.meta.url));
const read = (path) => readFileSync(root + path, 'utf8');

for (const name of ['protocol', 'server']) {
  const { exports } = JSON.parse(read(`${name}/package.json`));
  const entries = Object.entries(exports)
    .map(([entry, { types, import: esm }]) => [entry, types ?? esm?.types])
    .filter(([, types]) => types !== undefined)
    .map(([entry, types]) => [entry, `${name}/${types.slice(2)}`]);
  const surface = surfaceOf(entries, read);
  const file = `${name}/test/public-surface.txt`;
  if (!process.argv.includes('--check')) writeFileSync(root + file, surface);
  else if (read(file) !== surface) {
    console.error(
      `The public surface of packages/${name} is not that of packages/${file}. If it is meant, run npm run surface.`,
    );
    process.exitCode = 1;
  }
}
