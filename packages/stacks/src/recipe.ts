import type { StackId } from './stack-ids.js';

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

/** Another form of a recipe, in place of its files, for those to whom a sentence applies. */
export interface RecipeForm {
  readonly id: 'unhandled-errors' | 'before-16' | 'reactive';
  /** When it applies, as the beginning of a sentence that the files end. */
  readonly when: string;
  readonly files: readonly RecipeFile[];
}

/** The smallest correct configuration of one stack for one policy. */
export interface Recipe {
  readonly stack: StackId;
  readonly title: string;
  /** What of the policy the stack can't express, each a sentence: requests of its kind stay blocked. Absent if it expresses all. */
  readonly leftOut?: readonly string[];
  /** What to put in; empty where it is enough to take something away. */
  readonly files: readonly RecipeFile[];
  /** Other forms of `files`; absent if there is one only. */
  readonly forms?: readonly RecipeForm[];
  /** Which of its forms the files are, if not the usual one. */
  readonly form?: RecipeForm['id'];
  /** What to take away first; absent where nothing is. */
  readonly removals?: readonly Removal[];
  /** What to do, in order, each a sentence. */
  readonly steps: readonly string[];
  readonly pitfalls: readonly string[];
  readonly verified: 'real-server' | 'documented';
  /** The version of the stack it was proved on. */
  readonly version?: string;
}
