import { byteLowercase } from '../byte-case.js';
import type { BlockCode, BlockStage } from '../exchange.js';
import { originOf } from '../origin.js';
import type { ConsoleEngine, MessageParts, ParsedMessage } from './parsed-message.js';
import { readShape, type Shape, shape } from './shape.js';
import type { SqueezedText } from './squeezed-text.js';

type WithoutText<M> = M extends MessageParts ? Omit<M, 'text'> : never;

/** A message before its words are attached. */
export type Draft = WithoutText<ParsedMessage>;

/** The same message, of which more is known. */
export const withParts = <M extends Draft>(message: M, parts: Partial<Omit<MessageParts, 'text'>>): M => ({
  ...message,
  ...parts,
});

/** A message, and where in the squeezed text it ends. */
export interface Found {
  readonly message: Draft;
  readonly end: number;
}

/** Reads the messages that begin with one of its anchors. */
export interface Reader {
  /** The first words, squeezed. */
  readonly anchors: readonly string[];
  /** `at` is where an anchor begins; nothing of the message begins at or after `limit`. */
  readonly read: (text: SqueezedText, at: number, limit: number) => Found | undefined;
}

/** A sentence that means one thing, but for what stands in its holes. */
export interface Sentence {
  readonly shape: Shape;
  readonly says: Draft;
}

export const sentence = (template: string, says: Draft): Sentence => ({ shape: shape(template), says });

/** Sentences of one engine that name a reason. */
export const reasons =
  (engine: ConsoleEngine) =>
  (code: BlockCode, stage: BlockStage | undefined, ...templates: readonly string[]): Sentence[] =>
    templates.map((template) => sentence(template, { kind: 'error', engine, code, ...(stage && { stage }) }));

/** Says that the engine uses the same words for other codes. */
export const alsoFor =
  (...alternatives: readonly BlockCode[]) =>
  ({ shape, says }: Sentence): Sentence => ({ shape, says: says.kind === 'error' ? { ...says, alternatives } : says });

/** The first of the sentences that stands at that place. */
export function readSentence(
  sentences: readonly Sentence[],
  text: SqueezedText,
  at: number,
  limit: number,
): Found | undefined {
  for (const { shape, says } of sentences) {
    const reading = readShape(text, shape, at, limit);
    if (reading) return { message: { ...says, ...partsOf(reading.parts) }, end: reading.end };
  }
  return undefined;
}

/** A reader of sentences that stand by themselves. */
export function readerOf(sentences: readonly Sentence[]): Reader {
  return {
    anchors: [...new Set(sentences.map(({ shape }) => shape.literals[0]))],
    read: (text, at, limit) => readSentence(sentences, text, at, limit),
  };
}

/** What was in the holes, as parts of a message. */
export function partsOf(parts: Readonly<Record<string, string>>): Partial<MessageParts> {
  const { token, parameter = token, status, method, urlWord, url = urlWord, location, redirectedFrom } = parts;
  const { page, originWord = originOfPage(page), origin = originWord } = parts;
  return {
    ...(url !== undefined && { url: withoutQuotes(url) }),
    ...(method !== undefined && { method }),
    ...(redirectedFrom !== undefined && { redirectedFrom }),
    ...(location !== undefined && { location }),
    ...(origin !== undefined && { origin }),
    ...(status !== undefined && status !== '(null)' && { status: Number(status) }),
    ...(parameter !== undefined && {
      parameter: /^[\u00ab\u2018-\u201f\u2039]/.test(parameter) ? withoutQuotes(parameter) : parameter,
    }),
  };
}

/** As it is written where it is no URL: the page of a sandboxed frame is `null/`. */
const originOfPage = (page: string | undefined): string | undefined =>
  page === undefined ? undefined : (originOf(withoutQuotes(page)) ?? page.replace(/\/$/, ''));

const QUOTE = '[\'"`\u00ab\u00b4\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a]';
const QUOTED = new RegExp(`^${QUOTE}(.*)${QUOTE}$`, 's');

export const withoutQuotes = (text: string): string => text.replace(QUOTED, '$1');

/** A quotation mark that the paste left behind a URL. */
export const withoutLastQuote = (text: string): string => text.replace(new RegExp(`${QUOTE}\\s?\\)?$`), '');

/** `ftp` of `ftp://example.com/`. */
export const schemeOf = (url: string): string => byteLowercase(url.slice(0, Math.max(0, url.indexOf(':'))));
