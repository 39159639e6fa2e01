import type { FollowUpMessage } from './parsed-message.js';
import { type Sentence, sentence } from './sentence.js';

/** What a library makes of any failed request. It never knows the reason; the browser's console does. */
export interface LibraryMessage {
  readonly id: string;
  readonly title: string;
  /** How to get at the reason with this library. */
  readonly how: string;
  readonly words: readonly string[];
}

export const libraryMessage = ({ id, words }: LibraryMessage): readonly Sentence[] =>
  words.map((template) =>
    sentence(template, { kind: 'follow-up', library: id } satisfies Omit<FollowUpMessage, 'text'>),
  );
