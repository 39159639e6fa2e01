import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** The project that a file belongs to. */
export interface Project {
  /** The nearest folder above the file with a manifest; else the file's own folder. */
  readonly folder: string;
  /** The dependencies in its package.json with their version ranges. */
  readonly dependencies: ReadonlyMap<string, string>;
}

const MANIFEST =
  /^(?:package\.json|composer\.json|pyproject\.toml|requirements[\w.-]*\.txt|Pipfile|setup\.py|Gemfile|pom\.xml|build\.gradle(?:\.kts)?)$/;

export async function projectOf(file: string): Promise<Project> {
  const own = path.dirname(path.resolve(file));
  for (let folder = own; folder !== path.dirname(folder) && folder !== homedir(); folder = path.dirname(folder)) {
    const names = await readdir(folder).catch((): string[] => []);
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

export const fileExists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Folders of third-party or generated code. */
const SKIPPED_FOLDER =
  /^(?:\..*|node_modules|bower_components|vendor|third_party|venv|env|site-packages|__pycache__|__tests__|tests?|e2e|cypress|dist|build|out|target|coverage|public|static)$/;
const TEST_FILE = /[.-](?:test|spec)\.\w+$|^test_|_test\.\w+$|^conftest\.py$|\.d\.[cm]?ts$|\.min\.js$/;
const MAX_FILES = 5000;
const TIME_LIMIT_MS = 5000;

/** The project's own source files with a matching name, without tests and nested projects. */
export async function* sourceFiles({ folder }: Project, name: RegExp): AsyncGenerator<string> {
  const end = performance.now() + TIME_LIMIT_MS;
  const folders = [folder];
  let seen = 0;
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
    if (next !== folder && entries.some((entry) => MANIFEST.test(entry.name))) continue;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(next, entry.name);
      if (entry.isDirectory() && !SKIPPED_FOLDER.test(entry.name)) folders.push(file);
      if (!entry.isFile() || !name.test(entry.name) || TEST_FILE.test(entry.name)) continue;
      if (++seen > MAX_FILES || performance.now() > end) return;
      yield file;
    }
  }
}
