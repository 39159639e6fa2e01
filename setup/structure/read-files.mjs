import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { counted } from './rooms.mjs';

const LEFT_OUT = new Set(['node_modules', 'dist', 'bundle', 'page']);

/**
 * A source file: its path from the root with `/`, its size in bytes, its text, and what it imports, types included: a path
 * from the root where the import is relative, else the specifier as written.
 *
 * @typedef {{ readonly path: string, readonly bytes: number, readonly imports: readonly string[], readonly text: string }} SourceFile
 */

/**
 * All TypeScript and Svelte of the workspace, generated files apart.
 *
 * @param {string} root
 * @returns {SourceFile[]}
 */
export function readFiles(root) {
  return counted.flatMap((folder) =>
    pathsIn(join(root, folder)).map((file) => {
      const text = readFileSync(file, 'utf8');
      const path = relative(root, file).split(sep).join('/');
      return { path, bytes: Buffer.byteLength(text), imports: importsOf(path, text), text };
    }),
  );
}

const pathsIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pathsIn(path);
    return /(?<!\.d)\.ts$|\.svelte$/.test(entry.name) ? [path] : [];
  });

/** The TypeScript of a file: of a component, its scripts. */
export const codeOf = (path, text) =>
  path.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, inner]) => inner).join('\n')
    : text;

/** What a file imports and re-exports, statically or not. */
export function importsOf(path, text) {
  const code = codeOf(path, text);
  const { module } = parseSync('file.ts', code);
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => code.slice(start + 1, end - 1));
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ moduleRequest }) => moduleRequest?.value),
  );
  const specifiers = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...dynamic];
  return [...new Set(specifiers.filter((specifier) => specifier !== undefined))].map((specifier) =>
    specifier.startsWith('.') ? join(dirname(path), specifier).split(sep).join('/').replace(/\.js$/, '.ts') : specifier,
  );
}
