/** Prints where a text or an identifier uses a word for which this project has another one. Run by `npm run check`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findWords } from './prose/find-words.mjs';
import { exceptions, words } from './prose/words.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const LEFT_OUT = new Set(['node_modules', 'dist', 'bundle', 'page', 'recordings', 'images', 'prose']);
const READ = /\.(?:ts|mjs|svelte|md|yml|html)$|^corsmith$/;

const pathsIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name) || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pathsIn(path);
    return READ.test(entry.name) ? [path] : [];
  });

const found = pathsIn(root).flatMap((file) =>
  findWords(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8'), words, exceptions),
);
for (const { path, line, word, say } of found) console.log(`${path}:${line}: '${word}': say ${say}`);
console.log(`${found.length} words to replace`);
if (found.length > 0) process.exitCode = 1;
