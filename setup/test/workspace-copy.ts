import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** A copy of the workspace as a repository of its own: its files, and links to what is installed. */
export function copyWorkspace(): string {
  const copy = mkdtempSync(join(tmpdir(), 'corsmith-workspace-'));
  const files = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const file of files.filter((one) => one !== '' && existsSync(join(root, one)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  const workspaces = [...readdirSync(join(copy, 'packages')).map((name) => `packages/${name}`), 'testbed', 'bench'];
  linkEach('node_modules', copy, (name) => name !== '@corsmith');
  mkdirSync(join(copy, 'node_modules/@corsmith'));
  for (const workspace of workspaces) {
    const { name } = JSON.parse(readFileSync(join(copy, workspace, 'package.json'), 'utf8'));
    if (name.startsWith('@corsmith/')) symlinkSync(join(copy, workspace), join(copy, 'node_modules', name));
    const own = `${workspace}/node_modules`;
    if (existsSync(join(root, own))) linkEach(own, copy, () => true);
  }
  git(copy, 'init', '-q');
  git(copy, 'add', '-A');
  git(copy, 'commit', '-qm', 'copy');
  return copy;
}

function linkEach(folder: string, copy: string, isLinked: (name: string) => boolean): void {
  mkdirSync(join(copy, folder));
  for (const name of readdirSync(join(root, folder)).filter(isLinked))
    symlinkSync(join(root, folder, name), join(copy, folder, name));
}
