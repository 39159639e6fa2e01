/** Prints where a text or an identifier uses a word for which this project has another one. Run by `npm run check`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findWords, unusedExceptions } from './prose/find-words.mjs';
import { exceptions, words } from './prose/words.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const LEFT_OUT = new Set([
  'node_modules',
  'dist',
  'bundle',
  'page',
  'recordings',
  'images',
  'prose',
  'package-lock.json',
]);
const READ =
  /\.(?:ts|mjs|js|svelte|css|html|md|txt|json|ya?ml|py|rb|go|conf|cfg|vcl)$|^(?:corsmith|Dockerfile|Caddyfile)$/;

const pathsIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name) || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pathsIn(path);
    return READ.test(entry.name) ? [path] : [];
  });

const files = pathsIn(root).map((file) => ({
  path: relative(root, file).split(sep).join('/'),
  text: readFileSync(file, 'utf8'),
}));
const found = files.flatMap(({ path, text }) => findWords(path, text, words, exceptions));
const unused = unusedExceptions(files, exceptions);
for (const { path, line, word, say } of found) console.log(`${path}:${line}: '${word}': say ${say}`);
for (const { because } of unused) console.log(`setup/prose/words.mjs: no longer needed: the exception for ${because}`);
console.log(`${found.length} words to replace`);
if (found.length + unused.length > 0) process.exitCode = 1;
