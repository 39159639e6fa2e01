import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** What a file belongs to. */
export interface Project {
  /** The nearest folder above the file that has a manifest; the file's own folder if none has. */
  readonly folder: string;
  /** The packages of its package.json, each with its version as written there. */
  readonly dependencies: ReadonlyMap<string, string>;
}

const MANIFEST =
  /^(?:package\.json|composer\.json|pyproject\.toml|requirements[\w.-]*\.txt|Pipfile|setup\.py|Gemfile|pom\.xml|build\.gradle(?:\.kts)?)$/;

export async function projectOf(file: string): Promise<Project> {
  const own = path.dirname(path.resolve(file));
  for (let folder = own; folder !== path.dirname(folder) && folder !== homedir(); folder = path.dirname(folder)) {
    const names = await readdir(folder).catch(() => [] as string[]);
    if (names.some((name) => MANIFEST.test(name))) return { folder, dependencies: await dependenciesOf(folder) };
    if (names.includes('.git')) break;
  }
  return { folder: own, dependencies: new Map() };
}

async function dependenciesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  try {
    const { dependencies, devDependencies } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    return new Map(Object.entries({ ...devDependencies, ...dependencies }).map(([name, one]) => [name, String(one)]));
  } catch {
    return new Map();
  }
}

export const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Folders that hold other people's code, or what is made. */
const SKIPPED_FOLDER =
  /^(?:\..*|node_modules|bower_components|vendor|third_party|venv|env|site-packages|__pycache__|__tests__|tests?|e2e|cypress|dist|build|out|target|coverage|public|static)$/;
const TEST_FILE = /[.-](?:test|spec)\.\w+$|^test_|_test\.\w+$|^conftest\.py$|\.d\.[cm]?ts$|\.min\.js$/;
const FILES_AT_MOST = 5000;
const MILLISECONDS_AT_MOST = 5000;

/** The project's own source files whose name fits, without tests and without projects inside of it. */
export async function* sourceFiles({ folder }: Project, name: RegExp): AsyncGenerator<string> {
  const end = performance.now() + MILLISECONDS_AT_MOST;
  const folders = [folder];
  let seen = 0;
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
    if (next !== folder && entries.some((entry) => MANIFEST.test(entry.name))) continue;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(next, entry.name);
      if (entry.isDirectory() && !SKIPPED_FOLDER.test(entry.name)) folders.push(file);
      if (!entry.isFile() || !name.test(entry.name) || TEST_FILE.test(entry.name)) continue;
      if (++seen > FILES_AT_MOST || performance.now() > end) return;
      yield file;
    }
  }
}
