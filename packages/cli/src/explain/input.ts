import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { fileProblem } from '@corsmith/evidence';
import { UsageError } from '../usage-error.js';
import { notText } from './not-text.js';

/** Bytes: the HAR of a long session. */
const INPUT_LIMIT = 512 * 1024 * 1024;

export interface Input {
  readonly text: string;
  /** The path of the file that it was read from. */
  readonly file?: string;
}

/** The text to explain: the argument itself, the content of the file that it names, or standard input. */
export async function readInput(argument: string | undefined): Promise<Input> {
  if (argument === '-' || (argument === undefined && !process.stdin.isTTY))
    return { text: filled(decoded(await standardInput(), 'Standard input'), 'Standard input') };
  if (argument === undefined)
    throw new UsageError([
      { message: 'Nothing to explain.', hint: 'Pass the message in quotation marks or a file, or pipe it in' },
    ]);
  if (!(await namesFile(argument))) return { text: filled(argument, 'The text') };
  try {
    if ((await stat(argument)).size > INPUT_LIMIT) throw tooLarge();
    return { text: filled(decoded(await readFile(argument), argument), argument), file: argument };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError([{ message: fileProblem(argument, error) }]);
  }
}

/** A message, a command or a URL is a text; a path is a file, whether it exists or not. */
async function namesFile(text: string): Promise<boolean> {
  if (text === '' || /[\n\0]/.test(text)) return false;
  if (await stat(text).catch(() => undefined)) return true;
  const isPath = /^(?:[a-z]:)?[\w.~@%+=,()/\\-]+$/i.test(text);
  return isPath && (/[/\\]/.test(text) || FILE_NAME.test(text));
}

const FILE_NAME =
  /\.(?:har|txt|json|log|sh|ps1|js|ts|http|curl|md|html?|gz|zip|pdf|png|jpe?g|gif|webp|heic|avif|bmp)$/i;

function filled(text: string, subject: string): string {
  if (text.trim() === '') throw new UsageError([{ message: `${subject} is empty.`, hint: WHAT_TO_GIVE }]);
  return text;
}

const WHAT_TO_GIVE =
  'Pass a console message, a request copied from the Network panel (as cURL, fetch or PowerShell), or a HAR file';

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
function decoded(bytes: Buffer, subject: string): string {
  const other = notText(bytes);
  if (other) throw new UsageError([{ message: `${subject} is ${other.kind}, not text.`, hint: other.hint }]);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
