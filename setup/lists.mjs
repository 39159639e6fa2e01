/** Writes the lists of all catalogues; with --check, fails if one of them is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogues } from './lists/catalogues.mjs';
import { textsOf } from './lists/texts.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

const present = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

try {
  const stale = catalogues.flatMap((one) => textsOf(root, one)).filter(([path, text]) => present(root + path) !== text);
  if (process.argv.includes('--check')) {
    for (const [path] of stale) console.error(`${path} is out of date. Run npm run lists.`);
    if (stale.length > 0) process.exitCode = 1;
  } else for (const [path, text] of stale) writeFileSync(root + path, text);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
