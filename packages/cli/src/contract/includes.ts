import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { IncludedText, ReadOptions } from '@corsmith/contract';
import { fileProblem } from '@corsmith/evidence';
import { type ContractFile, STANDARD_INPUT } from './contract-file.js';

/** What each `*` of a pattern stands for: names that don't begin with a dot, up to the next slash. */
const MOST_FILES = 500;
/** In bytes: the reader takes less. */
const MOST_BYTES = 2 * 1024 * 1024;
/** Nobody keeps contracts there. */
const SKIPPED = new Set(['node_modules']);

/** Finds the contracts that one includes, from its own folder on. */
export const includesOf = ({ path }: ContractFile): NonNullable<ReadOptions['include']> => {
  const folder = path === STANDARD_INPUT ? '.' : dirname(path);
  return (given) => {
    const files = filesOf(isAbsolute(given) ? given : join(folder, given));
    if (files.length === 0) return `No file matches ${given}.`;
    if (files.length > MOST_FILES) return `${given} matches more than ${MOST_FILES} files.`;
    const texts: IncludedText[] = [];
    for (const file of files) {
      const text = textOf(file);
      if (typeof text === 'string') return text;
      texts.push(text);
    }
    return texts;
  };
};

/** A sentence if it can't be read. */
function textOf(file: string): IncludedText | string {
  try {
    const found = statSync(file);
    // A pipe may never end, and a device never does.
    if (!found.isFile() && !found.isDirectory()) return `${file} is not a file.`;
    if (found.size > MOST_BYTES) return `${file} is too large: a contract has at most 1 MB.`;
    const bytes = readFileSync(file);
    if (!isUtf8(bytes)) return `${file} is not written in UTF-8.`;
    return { file, text: bytes.toString('utf8').replace(/^\ufeff/, '') };
  } catch (error) {
    return fileProblem(file, error);
  }
}

/** In alphabetical order. A path without * is itself, whether it exists or not. */
function filesOf(pattern: string): readonly string[] {
  const parts = pattern.replaceAll('\\', '/').split('/');
  let found = [parts[0] === '' ? '/' : ''];
  for (const [index, part] of parts.entries()) {
    if (part === '') continue;
    const isLast = index === parts.length - 1;
    found = part.includes('*')
      ? found.flatMap((folder) => matching(folder, part, isLast).map((name) => join(folder, name)))
      : found.map((folder) => join(folder, part));
    if (found.length > MOST_FILES * 10) break;
  }
  return found;
}

function matching(folder: string, part: string, isLast: boolean): readonly string[] {
  const name = new RegExp(`^${part.split('*').map(escaped).join('[^/]*')}$`);
  return entriesOf(folder === '' ? '.' : folder)
    .filter((one) => (isLast ? !one.isDirectory() : !one.isFile() && !SKIPPED.has(one.name)))
    .map((one) => one.name)
    .filter((one) => name.test(one) && (part.startsWith('.') || !one.startsWith('.')))
    .sort();
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
