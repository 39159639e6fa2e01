import type { Browser, PageCase } from '../browsers/browser.js';
import type { Staged, World } from '../servers/world.js';
import type { Observation } from './observation.js';

/** Which browser: its engine and version. */
export type BrowserName = Pick<Browser, 'engine' | 'version'>;

/** What stands in for an engine: says or shows what it does with a staged case whose steps begin at these times. */
export type Foretell = (
  world: World,
  browser: BrowserName,
  staged: Staged,
  pageCase: PageCase,
  times: readonly number[],
) => Promise<Observation>;
