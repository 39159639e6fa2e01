import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';

/** The first of these programs that PATH has. Throws an error that says what to install. */
export function findOnPath(names: readonly string[], debianPackage: string): string {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  throw missing(names.join(' or '), debianPackage);
}

/** WebKitGTK's test browser stands beside the library, in a folder that names the machine's architecture. */
export function findMiniBrowser(): string {
  for (const libraries of ['/usr/lib', '/usr/lib64', '/usr/libexec', ...folders('/usr/lib', /-linux-gnu/)]) {
    for (const folder of folders(libraries, /^webkit2?gtk/).reverse()) {
      const file = path.join(folder, 'MiniBrowser');
      if (isExecutable(file)) return file;
    }
  }
  throw missing('MiniBrowser', 'webkit2gtk-driver');
}

function folders(parent: string, name: RegExp): string[] {
  try {
    return readdirSync(parent)
      .filter((entry) => name.test(entry))
      .map((entry) => path.join(parent, entry));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function missing(program: string, debianPackage: string): Error {
  return new Error(`${program} is not installed (Debian: apt-get install ${debianPackage})`);
}
