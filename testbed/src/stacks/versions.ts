import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { complete } from './serve.js';

const { paths } = createRequire(import.meta.url).resolve;

/** `NAME VERSION` of npm packages as they are installed here, with commas between them. */
export async function npmVersions(...names: readonly string[]): Promise<string> {
  return names.map((name) => `${name} ${npmVersion(name)}`).join(', ');
}

function npmVersion(name: string): string {
  for (const folder of paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(path.join(folder, name, 'package.json'), 'utf8')).version;
    } catch {
      // Not in this folder.
    }
  }
  throw new Error(`${name} is not installed`);
}

/** The same of Debian packages, without epoch and Debian's own revision, under the names that people know them by. */
export async function debianVersions(names: Readonly<Record<string, string>>): Promise<string> {
  const known = Object.entries(names).map(async ([name, debian]) => {
    const version = await complete('dpkg-query', ['-W', '-f', `\${Version}`, debian], { folder: '/' });
    return `${name} ${version.replace(/^\d+:/, '').replace(/[-+~].*$/, '')}`;
  });
  return (await Promise.all(known)).join(', ');
}
