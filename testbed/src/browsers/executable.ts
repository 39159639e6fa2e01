import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';
import { findOnPath, findProgram, systemPackages } from '../../../setup/system-packages.mjs';

/** The browser to test with: the one that CORSMITH_CHROMIUM or CORSMITH_FIREFOX names, or the one on the PATH. */
export function findBrowser(engine: 'chromium' | 'firefox'): string {
  const { program, debian } = systemPackages[engine]!;
  const file = findProgram(engine);
  if (file === undefined) throw missing(program!.names.join(' or '), debian.join(' '));
  if (!isExecutable(file)) throw new Error(`${program!.variable}=${file}: not a program`);
  return file;
}

export function findXvfb(): string {
  const file = findOnPath('Xvfb');
  if (file === undefined) throw missing('Xvfb', 'xvfb');
  return file;
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
