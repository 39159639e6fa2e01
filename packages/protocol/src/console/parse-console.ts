import { cannotLoadReaders } from './cannot-load-reader.js';
import { chromiumReaders } from './chromium-reader.js';
import { combine } from './combine.js';
import { firefoxReaders } from './firefox-reader.js';
import { followUpReaders } from './follow-up-reader.js';
import { networkReaders } from './network-reader.js';
import { notCorsReaders } from './not-cors-reader.js';
import type { ParsedMessage } from './parsed-message.js';
import type { Reader } from './sentence.js';
import { type SqueezedText, squeeze } from './squeezed-text.js';
import { webkitReaders } from './webkit-reader.js';

/** Where several begin with the same words, the first that reads them counts: Chromium's are longer than WebKit's. */
const READERS: readonly Reader[] = [
  ...chromiumReaders,
  ...firefoxReaders,
  ...webkitReaders,
  ...cannotLoadReaders,
  ...notCorsReaders,
  ...networkReaders,
  ...followUpReaders,
];

/** Longer anchors first, each with the readers of its own beginnings too. */
const ANCHORS = [...new Set(READERS.flatMap(({ anchors }) => anchors))].sort((a, b) => b.length - a.length);
const READERS_OF: ReadonlyMap<string, readonly { readonly anchor: string; readonly reader: Reader }[]> = new Map(
  ANCHORS.map((found) => [
    found,
    ANCHORS.filter((anchor) => found.startsWith(anchor)).flatMap((anchor) =>
      READERS.filter(({ anchors }) => anchors.includes(anchor)).map((reader) => ({ anchor, reader })),
    ),
  ]),
);
const ANY_ANCHOR = ANCHORS.map((anchor) => anchor.replace(/[^A-Za-z0-9]/g, '\\$&')).join('|');

/** The longest message that is read, in characters without white space. */
const MESSAGE_LIMIT = 32_768;

/**
 * What a console message of Chromium, Firefox or WebKit says, current and older versions. Of several messages, the first
 * with a reason. Time and memory are linear in the text's length; it never throws.
 */
export function parseConsoleMessage(text: string): ParsedMessage | undefined {
  const messages = parseConsoleText(text);
  return messages.find(({ kind }) => kind !== 'follow-up') ?? messages[0];
}

/**
 * Every message in a text that someone copied: wrapped, with file names, times and other lines around them. Lines that
 * belong to one message are put together, and what only repeats that something failed is left out, unless there is nothing
 * else. Time and memory are linear in the text's length; it never throws.
 */
export function parseConsoleText(text: string): readonly ParsedMessage[] {
  const squeezed = squeeze(text);
  const messages: ParsedMessage[] = [];
  const anchors = new RegExp(ANY_ANCHOR, 'g');
  const occurrences = nextOccurrences(squeezed.chars);
  for (let match = anchors.exec(squeezed.chars); match; match = anchors.exec(squeezed.chars)) {
    const found = readAt(squeezed, match.index, match[0], occurrences);
    if (!found) continue;
    messages.push(found.message);
    anchors.lastIndex = Math.max(found.end, anchors.lastIndex);
  }
  return combine(messages);
}

function readAt(text: SqueezedText, at: number, found: string, next: (anchor: string, at: number) => number) {
  for (const { anchor, reader } of READERS_OF.get(found) ?? []) {
    // Up to the next message of its kind, so that no stretch of the text is read more than a few times.
    const limit = Math.min(next(anchor, at), at + MESSAGE_LIMIT);
    const read = reader.read(text, at, limit);
    if (read) return { message: { ...read.message, text: text.slice(at, read.end, ' ') }, end: read.end };
  }
  return undefined;
}

/** Where an anchor occurs again; called with ascending positions. */
function nextOccurrences(chars: string): (anchor: string, at: number) => number {
  const known = new Map<string, number>();
  return (anchor, at) => {
    const before = known.get(anchor);
    if (before !== undefined && before > at) return before;
    const found = chars.indexOf(anchor, at + 1);
    const next = found < 0 ? chars.length : found;
    known.set(anchor, next);
    return next;
  };
}
