import type { ConsoleEngine, NotCorsCause, NotCorsMessage, NotCorsTopic } from './parsed-message.js';
import { type Sentence, sentence } from './sentence.js';

type Text = string | ((message: NotCorsMessage) => string);

/** Something that people take for CORS: what it is, and where to change what. */
export interface LookAlike {
  readonly id: string;
  readonly topic: NotCorsTopic;
  /** Absent where the message itself shows it, as a code of the network does. */
  readonly cause?: NotCorsCause;
  /** Ends the sentence "This is not about CORS headers: ". */
  readonly what: Text;
  /** Where to change what. */
  readonly fix?: Text;
  /** The words of each engine; several engines use those without one. */
  readonly words?: readonly (readonly [engine: ConsoleEngine | undefined, ...templates: readonly string[]])[];
}

/** What is read at each of its words. */
export const sentencesOf = ({ id, topic, cause = 'not-cors', words = [] }: LookAlike): readonly Sentence[] =>
  words.flatMap(([engine, ...templates]) =>
    templates.map((template) =>
      sentence(template, { kind: 'not-cors', topic, cause, entry: id, ...(engine && { engine }) }),
    ),
  );
