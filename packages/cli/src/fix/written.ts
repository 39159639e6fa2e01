/** The result for the file. */
export type Written =
  | { readonly state: 'written' | 'unchanged' }
  /** Why not, in a sentence; absent if it was only not confirmed. */
  | { readonly state: 'not-written'; readonly reason?: string };
