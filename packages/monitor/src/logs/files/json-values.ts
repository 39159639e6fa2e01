import { BLOCK_SIZE } from '../lines/blocks.js';

const [LINE_FEED, CARRIAGE_RETURN, QUOTATION_MARK, BACKSLASH, OPEN, CLOSE] = [10, 13, 34, 92, 123, 125];

/** Converts an array or indented JSON to one line per object. Objects that are longer than a block are skipped. */
export async function* jsonValues(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const split = jsonSplitter();
  for await (const chunk of source) {
    const lines = split(chunk);
    if (lines.length > 0) yield lines;
  }
}

/** Takes chunks of JSON and returns the objects completed by each, with a line feed after every one. */
export function jsonSplitter(): (chunk: Buffer) => Buffer {
  let depth = 0;
  let insideText = false;
  let isEscaped = false;
  let begun: Buffer[] = [];
  let size = 0;
  return (chunk) => {
    const whole: Buffer[] = [];
    let from = depth > 0 ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) chunk[at] = 32;
      else if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = insideText;
      else if (byte === QUOTATION_MARK) insideText = depth > 0 && !insideText;
      else if (insideText) continue;
      else if (byte === OPEN && depth++ === 0) from = at;
      else if (byte === CLOSE && depth > 0 && --depth === 0) {
        whole.push(...begun, chunk.subarray(from, at + 1), END);
        begun = [];
        size = 0;
        from = -1;
      }
    }
    if (from >= 0) {
      begun.push(Buffer.from(chunk.subarray(from)));
      size += chunk.length - from;
      // Too long for a log entry.
      if (size > BLOCK_SIZE) {
        begun = [];
        size = 0;
        depth = 0;
        insideText = false;
      }
    }
    return Buffer.concat(whole);
  };
}

const END = Buffer.from('\n');
