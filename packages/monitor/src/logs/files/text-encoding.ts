/** The encoding of a log. Windows PowerShell's `>` writes UTF-16. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Detected from the byte order mark, or from zero bytes between the first characters. */
export function encodingOf(head: Uint8Array): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.length >= 4 && isZeroAt(head, 1) && !isZeroAt(head, 0)) return 'utf-16le';
  if (head.length >= 4 && isZeroAt(head, 0) && !isZeroAt(head, 1)) return 'utf-16be';
  return 'utf-8';
}

const isZeroAt = (head: Uint8Array, parity: number): boolean =>
  head.subarray(0, 40).every((byte, index) => index % 2 !== parity || byte === 0);

/** Converts to UTF-8. */
export async function* decoded(source: AsyncIterable<Buffer>, encoding: TextEncoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    yield* source;
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
