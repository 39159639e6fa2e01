import type { PageCase } from '../browsers/browser.js';
import type { Script, Staged } from '../servers/world.js';

/** A page's requests and what the servers respond with, as plain data with the placeholders of `Staged.fill`. */
export interface OracleCase extends PageCase {
  readonly script: Script;
  /** What the generator did to an exchange that passed, for the reader. */
  readonly broken: readonly string[];
}

/** The page's side with the placeholders filled. */
export function stagedPage({ page, steps }: OracleCase, staged: Staged): PageCase {
  return JSON.parse(staged.fill(JSON.stringify({ page, steps })));
}
