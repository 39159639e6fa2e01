import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { fileProblem } from '@corsmith/evidence';
import type { UsageProblem } from '../usage-error.js';

/** Enough for any request whose headers are in question. Bytes. */
const BODY_LIMIT = 16 * 1024 * 1024;

export interface BodyFlags {
  readonly data?: string;
  readonly dataRaw?: string;
}

export type Body = { readonly body: string | Uint8Array } | { readonly problem: UsageProblem };

/**
 * What `--data` gives: the text itself, `@FILE` for a file's content, `@-` for standard input; or `--data-raw`, which is
 * always the text itself. Undefined without both.
 */
export async function readBody({ data, dataRaw }: BodyFlags): Promise<Body | undefined> {
  if (data !== undefined && dataRaw !== undefined)
    return { problem: { message: 'Both --data and --data-raw give a body.', hint: 'Leave out one of them' } };
  const text = dataRaw ?? data;
  if (text === undefined) return undefined;
  return data?.startsWith('@') ? readFile(data) : { body: text };
}

async function readFile(data: string): Promise<Body> {
  const file = data.slice(1);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > BODY_LIMIT) return { problem: { message: `--data ${data}: more than 16 MiB.` } };
    }
  } catch (error) {
    return { problem: { message: `--data ${data}: ${fileProblem(file, error)}` } };
  }
  const bytes = Buffer.concat(chunks);
  return { body: isUtf8(bytes) ? bytes.toString('utf8') : new Uint8Array(bytes) };
}
