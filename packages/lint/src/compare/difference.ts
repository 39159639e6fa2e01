import type { Browser, PageRequest } from '@corsmith/protocol';

/** What a request shows to have changed. */
export type Aspect = 'origin' | 'credentials' | 'method' | 'request-header' | 'response-header' | 'error-response';

/** The smallest request whose outcome differs. */
export interface Difference {
  /** `widened`: allowed now, and blocked before. */
  readonly kind: 'widened' | 'narrowed';
  readonly aspect: Aspect;
  readonly request: PageRequest;
  /** A response header that a page can read on one side only; absent if the whole response differs. */
  readonly reads?: string;
  /** Whether the same request with credentials differs, too. */
  readonly withCredentials: boolean;
  /** Browsers in which it differs. */
  readonly browsers: readonly Browser[];
  readonly old: SideOutcome;
  readonly new: SideOutcome;
  /** Other origins whose requests differ in the same way. */
  readonly others: readonly string[];
}

export interface SideOutcome {
  /** The configuration: a file with its line, a URL; absent if there is none on this side. */
  readonly at?: string;
  readonly allowed: boolean;
  /** What the first of these browsers prints to its console. */
  readonly messages: readonly string[];
}

/** What can't be compared, because it is not known on one side. */
export interface Unknowable {
  readonly at: string;
  readonly what: string;
  readonly because: string;
}

export interface Comparison {
  /** Null: no difference was found, and something is not known. */
  readonly same: boolean | null;
  /** Widened ones first. */
  readonly differences: readonly Difference[];
  readonly unknown: readonly Unknowable[];
}
