/** A file of the fix. */
export interface RecipeFile {
  readonly path: string;
  readonly language: string;
  readonly code: string;
  /** Where in the file it goes. */
  readonly where: string;
}

/** What is to be taken out of a file, because it spoils what the server behind says. */
export interface Removal {
  readonly path: string;
  /** What it looks like, each a statement of the file's language; `…` stands for whatever it says. */
  readonly looks: readonly string[];
  /** A regular expression that finds it in the file's text, with the flags `gim`. */
  readonly pattern: string;
}

/** The smallest correct configuration of one stack for one policy. */
export interface Recipe {
  readonly stack: string;
  readonly title: string;
  /** What to put in; empty where it is enough to take something away. */
  readonly files: readonly RecipeFile[];
  /** What to take away first; absent where nothing is. */
  readonly removals?: readonly Removal[];
  /** What to do, in order, each a sentence. */
  readonly steps: readonly string[];
  readonly pitfalls: readonly string[];
  readonly verified: 'real-server' | 'documented';
  /** The version of the stack it was proved on. */
  readonly version?: string;
}
