import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { access, type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '@corsmith/protocol';

/** In bytes: larger than any file that a person edits. */
const FILE_LIMIT = 1024 * 1024;

/** A file as it was read; `bytes` is undefined if it does not exist. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Buffer | undefined;
  readonly mode: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** The file can't be read or written; the message names it. */
export class SourceFileError extends Error {
  override readonly name = 'SourceFileError';
}

/** @throws SourceFileError if a program should not overwrite it. */
export async function readSourceFile(file: string): Promise<SourceFile> {
  try {
    const found = await lstat(file).catch(missing);
    if (!found) return await newFile(file);
    if (found.isSymbolicLink()) throw refused(file, 'it is a symbolic link. Name its target');
    if (!found.isFile()) throw refused(file, 'it is not a regular file');
    if (found.size > FILE_LIMIT) throw refused(file, 'it is larger than 1 MiB');
    await access(file, constants.R_OK | constants.W_OK);
    const bytes = await contentOf(file);
    if (!isUtf8(bytes) || bytes.includes(0)) throw refused(file, 'it is not UTF-8 text');
    return { path: file, bytes, mode: found.mode & 0o7777, owner: { uid: found.uid, gid: found.gid } };
  } catch (error) {
    throw error instanceof SourceFileError ? error : refused(file, messageOf(error));
  }
}

async function newFile(file: string): Promise<SourceFile> {
  const folder = path.dirname(file);
  const found = await lstat(folder).catch(missing);
  if (!found) throw refused(file, `the folder ${folder} does not exist`);
  return { path: file, bytes: undefined, mode: 0o666 & ~process.umask() };
}

/**
 * Writes it atomically: a reader sees the old or the new text. Mode and owner are preserved.
 * @throws SourceFileError if the file has changed since it was read, or can't be written.
 */
export async function writeSourceFile(file: SourceFile, text: string): Promise<void> {
  const fresh = path.join(path.dirname(file.path), `.${path.basename(file.path)}.${process.pid}.corsmith`);
  try {
    const handle = await open(fresh, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      if (file.owner) await preserveOwner(handle, file.owner);
      await handle.chmod(file.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!(await isUnchanged(file))) throw refused(file.path, 'it has changed since it was read. Run the command again');
    await rename(fresh, file.path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error instanceof SourceFileError ? error : refused(file.path, messageOf(error));
  }
}

async function preserveOwner(handle: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  const now = await handle.stat();
  if (now.uid !== uid || now.gid !== gid) await handle.chown(uid, gid);
}

async function isUnchanged({ path, bytes }: SourceFile): Promise<boolean> {
  const now = await lstat(path).catch(missing);
  if (!now || !bytes) return now === undefined && bytes === undefined;
  return now.isFile() && bytes.equals(await contentOf(path));
}

async function contentOf(file: string): Promise<Buffer> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

const refused = (file: string, why: string): SourceFileError => new SourceFileError(`${file}: ${why}.`);
