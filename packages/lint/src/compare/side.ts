import type { Send } from '@corsmith/protocol';

/** One of two things that are compared: what it responds, and what is worth requesting. */
export interface Side {
  /** What it is called: a file with its line, a URL. */
  readonly title: string;
  /** The file below the compared folder; absent if it is not one of several. */
  readonly file?: string;
  /** The path or host it holds for; absent if it holds everywhere. */
  readonly where?: string;
  readonly send: Send;
  /** Response headers that its app has, so that it shows which of them a page can read: absent ones are added. */
  readonly candidates: Candidates;
  readonly unknown: Unknown;
  /** Whether error responses have the headers; null: not known. */
  readonly errors: boolean | null;
}

/** Values that the side names, and others that show how far it goes. */
export interface Candidates {
  /** Named ones come first. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
}

/** What can't be known; each a sentence that completes "because". */
export interface Unknown {
  readonly origins?: string;
  readonly credentials?: string;
  readonly methods?: string;
  readonly requestHeaders?: string;
  readonly responseHeaders?: string;
}

export type Part = keyof Unknown;
