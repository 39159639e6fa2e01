import type { StackId } from '@corsmith/stacks';
import type { ReaderId } from '../reader-ids.js';

/** What a configuration is for. */
export type ReadStack = StackId | ReaderId;

/** What a configuration allows, as plain data. */
export interface ReadPolicy {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly stack: ReadStack;
  /** The path or host it holds for; absent if it holds everywhere. */
  readonly where?: string;
  /** Null if it can't be known without running something. */
  readonly policy: AllowedByPolicy | null;
  /** Why, or what besides the policy can't be known. */
  readonly unknownBecause?: string;
}

export interface AllowedByPolicy {
  /**
   * `*`; `* (echoed)` if whatever origin is sent back; or a list of origins, of patterns (`re:` and the pattern as it is
   * written) and of origins with the stack's own `*`. Empty: no origin is allowed.
   */
  readonly origins: '*' | '* (echoed)' | readonly string[];
  /** Whether a page can read a response to a request with credentials. */
  readonly credentials: boolean;
  /** GET, HEAD and POST need no permission. */
  readonly methods: readonly string[] | '*';
  readonly requestHeaders: readonly string[] | '*' | '* (echoed)';
  readonly exposed: readonly string[] | '*';
  readonly maxAge: number | null;
  /** Whether this configuration responds to preflights with 2xx; null: left to the upstream. */
  readonly preflight: boolean | null;
  /** Whether error responses of the app have the headers; null: not known. */
  readonly errors: boolean | null;
}
