import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mayBeRead } from '@corsmith/lint';
import type { SourceFile } from '@corsmith/readers';
import { findFiles } from '../lint/files.js';

/** A folder of the workspace. Nothing beyond it is read. */
export interface Folder {
  /** The path of a file in it, relative and with `/`; undefined for any other file. */
  readonly pathOf: (uri: string) => string | undefined;
  readonly uriOf: (path: string) => string;
  /** The files on disk that a reader understands, read once until they are stale. */
  readonly files: () => Promise<readonly SourceFile[]>;
  readonly stale: () => void;
}

/** Undefined for what is not on this machine. */
export function folderOf(uri: string): Folder | undefined {
  const root = localPath(uri);
  if (root === undefined) return undefined;
  let known: Promise<readonly SourceFile[]> | undefined;
  const relative = (full: string) => path.relative(root, full).split(path.sep).join('/');
  const read = async () => {
    const { files } = await findFiles([root], undefined).catch(() => ({ files: [] }));
    return files.map((one): SourceFile => ({ path: relative(one.path), text: one.text }));
  };
  return {
    pathOf(fileUri) {
      const full = localPath(fileUri);
      if (full === undefined) return undefined;
      const inside = relative(full);
      return inside === '' || inside === '..' || inside.startsWith('../') || path.isAbsolute(inside)
        ? undefined
        : inside;
    },
    uriOf: (file) => pathToFileURL(path.join(root, file)).href,
    files: () => {
      known ??= read();
      return known;
    },
    stale: () => {
      known = undefined;
    },
  };
}

/** Whether a change of this file can change what is found. */
export const isRelevant = (uri: string): boolean => {
  const full = localPath(uri)?.split(path.sep).join('/');
  return (
    full !== undefined && (mayBeRead(full) || full.endsWith('/.gitignore')) && !/\/(?:\.git|node_modules)\//.test(full)
  );
};

function localPath(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
