import { codeOf, messageOf } from '@corsmith/protocol';
/** Why a file can't be read or written, in a sentence that names it. Node's own name a system call. */
export function fileProblem(path: string, error: unknown, use: 'read' | 'written' = 'read'): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return use === 'read' ? `${path} does not exist.` : `The folder of ${path} does not exist. Create it first.`;
    case 'EISDIR':
      return `${path} is a folder, not a file.`;
    case 'ENOTDIR':
      return `${path} leads through a file, not a folder.`;
    case 'EACCES':
    case 'EPERM':
      return `${path} can't be ${use}: permission denied.`;
    case 'EROFS':
      return `${path} can't be written: the file system is read-only.`;
    case 'ENOSPC':
      return `${path} can't be written: no space left.`;
    default:
      return `${path} can't be ${use}: ${messageOf(error).replace(/, \w+(?: '.*')?$/s, '')}.`;
  }
}
