import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from '@corsmith/evidence';
import { isOfInterest, mayBeRead } from '@corsmith/lint';
import type { SourceFile } from '@corsmith/readers';
import ignore, { type Ignore } from 'ignore';
import { UsageError } from '../usage-error.js';

/** In bytes: larger files are not configuration that a person writes. */
const FILE_LIMIT = 4 * 1024 * 1024;
/** Files between two turns of the event loop, so that Ctrl-C is heard. */
const PER_TURN = 100;

/** Folders of other people's code, and of what was built or downloaded. */
const SKIPPED =
  /^(?:\.git|\.hg|\.svn|node_modules|bower_components|jspm_packages|vendor|\.venv|venv|site-packages|__pycache__|\.terraform|\.tox|\.gradle|\.next|\.nuxt|\.cache)$/;

export interface FoundFiles {
  readonly files: readonly SourceFile[];
  /** Files that were not read, each with a sentence. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
}

/**
 * The files below these paths that a reader may understand. `.gitignore` is respected in folders; a file that is named is
 * always read.
 * @throws UsageError if a path can't be read.
 */
export async function findFiles(paths: readonly string[], name: string | undefined): Promise<FoundFiles> {
  const files: SourceFile[] = [];
  const skipped: { file: string; why: string }[] = [];
  for (const one of paths) {
    if (one === '-') {
      files.push({ path: name ?? '-', text: await standardInput() });
      continue;
    }
    const found = await stat(one).catch((error) => {
      throw new UsageError([{ message: fileProblem(one, error) }]);
    });
    const candidates = found.isDirectory() ? await walk(one) : [one];
    for (const [index, candidate] of candidates.entries()) {
      if (index % PER_TURN === 0) await new Promise(setImmediate);
      const text = textOf(candidate);
      if (typeof text === 'string') {
        const file: SourceFile = { path: posix(candidate), text };
        if (!found.isDirectory() || isOfInterest(file)) files.push(file);
      } else if (text) skipped.push({ file: posix(candidate), why: text.why });
    }
  }
  files.sort((a, b) => a.path.localeCompare(b.path));
  return { files, skipped };
}

/** Undefined for a file that is not text. Synchronous: of thousands of small files, most of the time would be waiting. */
function textOf(file: string): string | { readonly why: string } | undefined {
  try {
    const opened = openSync(file, 'r');
    try {
      if (fstatSync(opened).size > FILE_LIMIT) return { why: `It is larger than ${FILE_LIMIT >> 20} MB.` };
      const text = readFileSync(opened, 'utf8');
      return text.includes('\0') ? undefined : text.replace(/^\ufeff/, '');
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    return { why: fileProblem(file, error) };
  }
}

async function walk(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (folder: string, rules: readonly Rules[]): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const ignored = entries.some((entry) => entry.name === '.gitignore') ? await rulesIn(folder) : undefined;
    const all = ignored ? [...rules, ignored] : rules;
    const folders: string[] = [];
    for (const entry of entries) {
      const full = path.join(folder, entry.name);
      const isFolder = entry.isDirectory();
      if (isFolder ? SKIPPED.test(entry.name) : !entry.isFile() || !mayBeRead(posix(full))) continue;
      if (all.some((one) => isIgnored(one, full, isFolder))) continue;
      if (isFolder) folders.push(full);
      else found.push(full);
    }
    for (const one of folders) await visit(one, all);
  };
  await visit(root, []);
  return found;
}

interface Rules {
  readonly folder: string;
  readonly ignore: Ignore;
}

async function rulesIn(folder: string): Promise<Rules | undefined> {
  const text = await readFile(path.join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : { folder, ignore: ignore().add(text) };
}

function isIgnored({ folder, ignore: rules }: Rules, full: string, isFolder: boolean): boolean {
  const relative = posix(path.relative(folder, full));
  return rules.ignores(isFolder ? `${relative}/` : relative);
}

const posix = (file: string): string => file.split(path.sep).join('/');

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > FILE_LIMIT) throw new UsageError([{ message: `Standard input is larger than ${FILE_LIMIT >> 20} MB.` }]);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '');
}
