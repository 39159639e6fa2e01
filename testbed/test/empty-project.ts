import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program of this workspace. */
export const bin = (name: string) => path.join(root, 'node_modules/.bin', name);

/** A folder with nothing in it but packages of this workspace, packed and installed as from the registry. */
export interface EmptyProject {
  readonly folder: string;
  /** Packs and installs them, beside others in this workspace's versions, which npm has in its cache. */
  install(packages: readonly string[], others: readonly string[]): Promise<void>;
  /** The packed file of a package. */
  tarball(name: string): string;
  /** Copies files from `testbed/consumers`. */
  copy(...files: readonly string[]): void;
  /** Runs a program in the project to its end: what it printed, or what it said where it failed. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  /** The same with more in its environment. */
  runWith(env: Readonly<Record<string, string>>, command: string, ...args: readonly string[]): Promise<string>;
  remove(): void;
}

export function emptyProject(): EmptyProject {
  const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-package-'));
  const tarballs = new Map<string, string>();

  async function runWith(env: Readonly<Record<string, string>>, command: string, ...args: readonly string[]) {
    try {
      const options = { cwd: folder, maxBuffer: 2 ** 26, env: { ...process.env, ...env } };
      const { stdout } = await promisify(execFile)(command, args, options);
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${path.basename(command)} ${args.join(' ')}\n${stdout}${stderr}`);
    }
  }
  const run = (command: string, ...args: readonly string[]) => runWith({}, command, ...args);

  return {
    folder,
    run,
    runWith,
    tarball: (name) => tarballs.get(name)!,
    copy(...files) {
      for (const file of files)
        copyFileSync(path.join(root, 'testbed/consumers', file), path.join(folder, path.basename(file)));
    },
    async install(packages, others) {
      await run(bin('tsc'), '-b', ...packages.map((name) => path.join(root, 'packages', name)));
      const folders = packages.map((name) => path.join(root, 'packages', name));
      const packed: { name: string; filename: string }[] = JSON.parse(await run('npm', 'pack', '--json', ...folders));
      for (const { name, filename } of packed)
        tarballs.set(name.replace('@corsmith/', ''), path.join(folder, filename));
      writeFileSync(path.join(folder, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
      const files = packed.map(({ filename }) => `./${filename}`);
      const versioned = others.map((name) => `${name}@${version(name)}`);
      await run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...files, ...versioned);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const version = (name: string): string =>
  JSON.parse(readFileSync(path.join(root, `node_modules/${name}/package.json`), 'utf8')).version;
