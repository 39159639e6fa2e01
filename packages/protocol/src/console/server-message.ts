import { type Sentence, sentence } from './sentence.js';

/** A message of a server: its cause, and the setting of that stack. */
export interface ServerEntry {
  readonly id: string;
  readonly title: string;
  /** The id of the cause that it leads to in the browser. */
  readonly cause: string;
  /** What it means for a browser. */
  readonly what: string;
  readonly fix: string;
  readonly words: readonly string[];
}

export const sentencesOfServer = ({ id, cause, words }: ServerEntry): readonly Sentence[] =>
  words.map((template) => sentence(template, { kind: 'server', server: id, cause }));
