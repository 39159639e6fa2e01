import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { complete } from './serve.js';

const { paths } = createRequire(import.meta.url).resolve;

/** `NAME VERSION` of npm packages as they are installed here, with commas between them. */
export async function npmVersions(...names: readonly string[]): Promise<string> {
  return names.map((name) => `${name} ${npmVersion(name)}`).join(', ');
}

const npmVersion = (name: string): string =>
  JSON.parse(readFileSync(path.join(packageFolder(name), 'package.json'), 'utf8')).version;

/** Where an npm package lies, whatever it exports. */
export function packageFolder(name: string): string {
  const folder = (paths(name) ?? []).map((one) => path.join(one, name)).find((one) => existsSync(one));
  if (!folder) throw new Error(`${name} is not installed`);
  return folder;
}

/** The same of Debian packages, without epoch and Debian's own revision, under the names that people know them by. */
export async function debianVersions(names: Readonly<Record<string, string>>): Promise<string> {
  const known = Object.entries(names).map(async ([name, debian]) => {
    const version = await complete('dpkg-query', ['-W', '-f', `\${Version}`, debian], { folder: '/' });
    return `${name} ${version.replace(/^\d+:/, '').replace(/[-+~].*$/, '')}`;
  });
  return (await Promise.all(known)).join(', ');
}
