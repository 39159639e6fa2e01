import { cannotLoadReaders } from './cannot-load-reader.js';
import { chromiumReaders } from './chromium-reader.js';
import { combine } from './combine.js';
import { developerToolsReaders } from './developer-tools-reader.js';
import { edgeReaders } from './edge-reader.js';
import { firefoxReaders } from './firefox-reader.js';
import { translatedMessages } from './firefox-translated.js';
import { followUpReaders } from './follow-up-reader.js';
import { localizedNetworkReaders } from './localized-network-reader.js';
import { networkReaders } from './network-reader.js';
import { notCorsReaders } from './not-cors-reader.js';
import type { ParsedMessage } from './parsed-message.js';
import { withoutMarkup } from './pasted-text.js';
import { type Reader, readerOf } from './sentence.js';
import { sentencesOfServer } from './server-message.js';
import { SERVERS } from './servers.js';
import { folded, type SqueezedText, squeeze } from './squeezed-text.js';
import { webkitReaders } from './webkit-reader.js';

/** Where several begin with the same words, the first that reads them counts: Chromium's are longer than WebKit's. */
const READERS: readonly Reader[] = [
  ...chromiumReaders,
  ...firefoxReaders,
  ...webkitReaders,
  ...edgeReaders,
  ...developerToolsReaders,
  ...cannotLoadReaders,
  ...notCorsReaders,
  ...networkReaders,
  readerOf(SERVERS.flatMap(sentencesOfServer)),
  ...followUpReaders,
  ...localizedNetworkReaders,
];

interface Index {
  /** Finds the next anchor; longer ones first. Compiled once, as it has more than a thousand of them. */
  readonly anchors: RegExp;
  /** The readers of an anchor, and those of its own beginnings. */
  readonly readersOf: ReadonlyMap<string, readonly { readonly anchor: string; readonly reader: Reader }[]>;
}

function indexOf(written: (anchor: string) => string): Index {
  const readers = READERS.map((reader) => ({
    reader,
    anchors: reader.anchors.map(written).filter((one) => one !== ''),
  }));
  const all = [...new Set(readers.flatMap(({ anchors }) => anchors))].sort((a, b) => b.length - a.length);
  return {
    anchors: new RegExp(all.map((anchor) => anchor.replace(/[^A-Za-z0-9]/g, '\\$&')).join('|'), 'g'),
    readersOf: new Map(
      all.map((found) => [
        found,
        all
          .filter((anchor) => found.startsWith(anchor))
          .flatMap((anchor) =>
            readers.filter(({ anchors }) => anchors.includes(anchor)).map(({ reader }) => ({ anchor, reader })),
          ),
      ]),
    ),
  };
}

const EXACT = indexOf((anchor) => anchor);
let foldedIndex: Index | undefined;

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
  const source = withoutMarkup(text);
  const exact = messagesIn(squeeze(source), EXACT);
  const translated = translatedMessages(source);
  const found = combine(
    [
      ...exact.filter((one) => !isPartOf(one, translated)),
      ...translated.filter((one) => !exact.some((other) => isOverlapping(one, other) && !isPartOf(other, translated))),
    ]
      .sort((a, b) => a.start - b.start)
      .map(({ message }) => message),
  );
  if (found.some(namesReason) || !ABOUT_BLOCKING.test(source)) return found;
  foldedIndex ??= indexOf(folded);
  const scanned = combine(messagesIn(squeeze(source, 'folded'), foldedIndex).map(({ message }) => message));
  return scanned.some((message) => namesReason(message) && message.text.length > SURE) ? scanned : found;
}

const namesReason = (message: ParsedMessage): boolean =>
  message.kind === 'error'
    ? message.code !== undefined || message.candidates !== undefined || message.entry !== undefined
    : message.kind === 'not-cors' || message.kind === 'server' || message.kind === 'warning';

const isOverlapping = (one: Placed, other: Placed): boolean => one.start < other.end && other.start < one.end;

/** Where a language has left the reason in English. */
const isPartOf = (one: Placed, translated: readonly Placed[]): boolean =>
  one.message.engine === 'firefox' &&
  one.message.url === undefined &&
  translated.some(({ start, end }) => start < one.start && one.end <= end);

/** Texts that are worth a second reading, less exact. */
const ABOUT_BLOCKING = /access|cors|cross|blocked|refused|violates|origin/i;
/** A message that long is not there by chance. */
const SURE = 40;

interface Placed {
  readonly message: ParsedMessage;
  readonly start: number;
  readonly end: number;
}

function messagesIn(text: SqueezedText, index: Index): readonly Placed[] {
  const messages: Placed[] = [];
  const { anchors } = index;
  anchors.lastIndex = 0;
  const occurrences = nextOccurrences(text.chars);
  for (let match = anchors.exec(text.chars); match; match = anchors.exec(text.chars)) {
    const found = readAt(text, match.index, match[0], occurrences, index);
    if (!found) {
      // Another may begin within it.
      anchors.lastIndex = match.index + 1;
      continue;
    }
    messages.push({
      message: found.message,
      start: text.sourceIndex(match.index),
      end: text.sourceIndex(Math.max(found.end - 1, match.index)) + 1,
    });
    anchors.lastIndex = Math.max(found.end, anchors.lastIndex);
  }
  return messages;
}

function readAt(
  text: SqueezedText,
  at: number,
  found: string,
  next: (anchor: string, at: number) => number,
  index: Index,
) {
  for (const { anchor, reader } of index.readersOf.get(found) ?? []) {
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
