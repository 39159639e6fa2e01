import type { PageRequest } from '@corsmith/protocol';

export type Attempt = Omit<PageRequest, 'origin' | 'credentials'>;

/** The request as a page makes it, once to read and once to change data. */
export interface Attempts {
  readonly read: Attempt;
  readonly write: Attempt;
  /** What counts: with `include`, only access with cookies. */
  readonly credentials: 'include' | 'any';
}
