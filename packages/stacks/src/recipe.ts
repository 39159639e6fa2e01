import type { StackId } from './stack-ids.js';

/** A file of a recipe. */
export interface RecipeFile {
  readonly path: string;
  readonly language: string;
  readonly code: string;
  /** Where in the file it goes. */
  readonly where: string;
}

/** Statements to remove from a file, because they change the upstream's headers. */
export interface Removal {
  readonly path: string;
  /** Examples, each a statement in the file's language; `…` stands for any text. */
  readonly looks: readonly string[];
  /** A regular expression that finds it in the file's text, with the flags `gim`. */
  readonly pattern: string;
}

/** Another form of a recipe's files, for a certain version or case. */
export interface RecipeForm {
  readonly id: 'unhandled-errors' | 'before-16' | 'reactive';
  /** When it applies: the beginning of a sentence that the files complete. */
  readonly when: string;
  readonly files: readonly RecipeFile[];
}

/** The smallest correct configuration of one stack for one policy. */
export interface Recipe {
  readonly stack: StackId;
  readonly title: string;
  /** What it changes in the policy that the server has today, in a line; absent if that policy is not known. */
  readonly change?: string;
  /** What the stack can't express, in sentences: such requests stay blocked. Absent if it expresses the whole policy. */
  readonly leftOut?: readonly string[];
  /** What to add; empty if it is enough to remove something. */
  readonly files: readonly RecipeFile[];
  /** Other forms of `files`; absent if there is only one. */
  readonly forms?: readonly RecipeForm[];
  /** Which of its forms the files are, if not the usual one. */
  readonly form?: RecipeForm['id'];
  /** What to remove first; absent if there is nothing. */
  readonly removals?: readonly Removal[];
  /** Steps in order, each a sentence or command. */
  readonly steps: readonly string[];
  readonly pitfalls: readonly string[];
  readonly verified: 'real-server' | 'documented';
  /** The version of the stack it was verified on. */
  readonly version?: string;
}
