import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  /** Puts packages of this workspace into the project as links: tools, of which nothing is tested. */
  link(...names: readonly string[]): void;
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

  async function pack(packages: readonly string[]) {
    // What `prepack` does, once for all.
    await run(
      process.execPath,
      path.join(root, 'setup/build-packages.mjs'),
      ...packages.filter((one) => one !== 'cli'),
    );
    if (packages.includes('cli')) await run(process.execPath, path.join(root, 'setup/prepare.mjs'), '--page');
    const folders = packages.map((name) => path.join(root, 'packages', name));
    const packed: { filename: string }[] = JSON.parse(
      await run('npm', 'pack', '--json', '--ignore-scripts', ...folders),
    );
    for (const [index, { filename }] of packed.entries()) tarballs.set(packages[index]!, path.join(folder, filename));
  }

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
      await pack(packages);
      writeFileSync(path.join(folder, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
      const files = packages.map((name) => tarballs.get(name)!);
      const versioned = others.map((name) => `${name}@${version(name)}`);
      await run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...files, ...versioned);
    },
    link(...names) {
      for (const name of names) {
        const place = path.join(folder, 'node_modules', name);
        mkdirSync(path.dirname(place), { recursive: true });
        symlinkSync(path.join(root, 'node_modules', name), place, 'junction');
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const version = (name: string): string =>
  JSON.parse(readFileSync(path.join(root, `node_modules/${name}/package.json`), 'utf8')).version;
