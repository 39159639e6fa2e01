import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { access, type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../usage-error.js';

/** Bytes: more is no file that a person edits. */
const FILE_LIMIT = 1024 * 1024;

/** A file as it was found; `bytes` is undefined where there is none. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Buffer | undefined;
  readonly mode: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** @throws UsageError where it is nothing that a program should write over. */
export async function readSourceFile(file: string): Promise<SourceFile> {
  try {
    const found = await lstat(file).catch(missing);
    if (!found) return await newFile(file);
    if (found.isSymbolicLink()) throw refused(file, 'it is a symbolic link. Name the file itself');
    if (!found.isFile()) throw refused(file, 'it is no file');
    if (found.size > FILE_LIMIT) throw refused(file, 'it is larger than 1 MiB');
    await access(file, constants.R_OK | constants.W_OK);
    const bytes = await contentOf(file);
    if (!isUtf8(bytes) || bytes.includes(0)) throw refused(file, 'it is not text in UTF-8');
    return { path: file, bytes, mode: found.mode & 0o7777, owner: { uid: found.uid, gid: found.gid } };
  } catch (error) {
    throw error instanceof UsageError ? error : refused(file, (error as Error).message);
  }
}

async function newFile(file: string): Promise<SourceFile> {
  const folder = path.dirname(file);
  const found = await lstat(folder).catch(missing);
  if (!found) throw refused(file, `there is no folder ${folder}`);
  return { path: file, bytes: undefined, mode: 0o666 & ~process.umask() };
}

/**
 * Writes it in one step: a reader sees the old text or the new one, never a part. Mode and owner stay.
 * @throws UsageError where the file has changed since it was read, or can't be written.
 */
export async function writeSourceFile(file: SourceFile, text: string): Promise<void> {
  const fresh = path.join(path.dirname(file.path), `.${path.basename(file.path)}.${process.pid}.corsmith`);
  try {
    const handle = await open(fresh, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      if (file.owner) await keepOwner(handle, file.owner);
      await handle.chmod(file.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!(await isAsItWas(file))) throw refused(file.path, 'it has changed meanwhile. Run it again');
    await rename(fresh, file.path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error instanceof UsageError ? error : refused(file.path, (error as Error).message);
  }
}

async function keepOwner(handle: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  const now = await handle.stat();
  if (now.uid !== uid || now.gid !== gid) await handle.chown(uid, gid);
}

async function isAsItWas({ path, bytes }: SourceFile): Promise<boolean> {
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

const refused = (file: string, why: string): UsageError => new UsageError([{ message: `${file}: ${why}.` }]);
