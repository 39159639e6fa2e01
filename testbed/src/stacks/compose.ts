import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Removal } from '@corsmith/stacks';
import type { Placed, Setup, StackModule } from './stack-module.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Applies a recipe's removals to the files of a folder. @throws if nothing matches. */
export function applyRemovals(folder: string, removals: readonly Removal[]): void {
  for (const { path: name, pattern, looks } of removals) {
    const file = path.join(folder, name);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(new RegExp(pattern, 'gim'), '');
    if (after === before) throw new Error(`${name} has nothing like “${looks.join('” or “')}”`);
    writeFileSync(file, after);
  }
}

/** A folder that a server runs in. Inside the workspace, so that Node finds the packages there. */
export interface Composed {
  readonly folder: string;
  remove(): void;
}

/** The folders that are in use; they go with this process at the latest. */
const inUse = new Set<string>();
process.on('exit', () => inUse.forEach(remove));
let count = 0;

/**
 * The files of `testbed/stacks/ID/` with a set-up's code at its places, in a folder of their own. A place is a comment
 * `@ WHERE` in a file, in the very words in which a recipe says where its code goes. Code of several entries for one place
 * follows in order, indented as the place is.
 *
 * `@ WHERE {` begins lines that the code replaces, up to `@ }`; without code for it they stay. Code whose place begins
 * with `a new file` is a file by itself.
 *
 * The files of the stack behind it, where there is one, lie in the folder `app`.
 *
 * @throws where a set-up names a place that no file has, so that a recipe's words can't come apart from the real files.
 */
export function compose({ id, behind }: Pick<StackModule, 'id' | 'behind'>, setup: Setup): Composed {
  const folder = path.join(root, '.out', 'stacks', `${id}-${process.pid}-${++count}`);
  inUse.add(folder);
  cpSync(path.join(root, 'stacks', id), folder, { recursive: true });
  if (behind) cpSync(path.join(root, 'stacks', behind), path.join(folder, 'app'), { recursive: true });
  for (const file of new Set(setup.map((one) => one.path))) {
    write(
      path.join(folder, file),
      setup.filter((one) => one.path === file),
    );
  }
  return { folder, remove: () => remove(folder) };
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  inUse.delete(folder);
}

function write(file: string, placed: readonly Placed[]): void {
  const whole = placed.filter(isNewFile);
  if (whole.length < placed.length) {
    writeFileSync(file, fillPlaces(readFileSync(file, 'utf8'), placed));
    return;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, whole.map(({ code }) => `${code}\n`).join(''));
}

const isNewFile = ({ where }: Placed): boolean => where.startsWith('a new file');

function fillPlaces(text: string, placed: readonly Placed[]): string {
  const unused = new Set(placed);
  const lines: string[] = [];
  let replacing = false;
  for (const line of text.split('\n')) {
    const [, indent = '', where = ''] = /^(\s*)\W{1,4}@ (.+?)( \*\/| -->)?$/.exec(line) ?? [];
    if (where === '') {
      if (!replacing) lines.push(line);
      continue;
    }
    const here = placed.filter((one) => one.where === where.replace(/ \{$/, ''));
    for (const one of here) {
      unused.delete(one);
      lines.push(...one.code.split('\n').map((codeLine) => (codeLine === '' ? '' : indent + codeLine)));
    }
    replacing = where.endsWith(' {') && here.length > 0;
  }
  const [lost] = unused;
  if (lost) throw new Error(`${lost.path} has no place “${lost.where}”`);
  return lines.join('\n');
}
