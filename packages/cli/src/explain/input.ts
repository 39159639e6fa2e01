import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { UsageError } from '../usage-error.js';

/** Bytes: the HAR of a long session. */
const INPUT_LIMIT = 512 * 1024 * 1024;

/** The text that is to be explained: the argument itself, the content of the file that it names, or standard input. */
export async function readInput(argument: string | undefined): Promise<string> {
  if (argument === '-' || (argument === undefined && !process.stdin.isTTY)) return decoded(await standardInput());
  if (argument === undefined)
    throw new UsageError([
      { message: 'What is to be explained?', hint: 'Give the message in quotation marks, name a file, or pipe it in' },
    ]);
  const size = await sizeOfFile(argument);
  if (size === undefined) return argument;
  if (size > INPUT_LIMIT) throw tooLarge();
  try {
    return decoded(await readFile(argument));
  } catch (error) {
    throw new UsageError([{ message: `The file can't be read: ${(error as Error).message}` }]);
  }
}

/** In bytes; undefined where this names no file. */
async function sizeOfFile(path: string): Promise<number | undefined> {
  if (path.includes('\n') || path.includes('\0')) return undefined;
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > INPUT_LIMIT) throw tooLarge();
  }
  return Buffer.concat(chunks);
}

const tooLarge = (): UsageError => new UsageError([{ message: 'The text is larger than 512 MiB.' }]);

/** Windows consoles save UTF-16. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
