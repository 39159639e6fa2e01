import type { EngineWithBrowser, PageCase } from '../browsers/browser.js';
import type { Staged, World } from '../servers/world.js';
import type { Observation } from './observation.js';

/** What stands in for an engine: says or shows what it does with a staged case whose steps begin at these times. */
export type Foretell = (
  world: World,
  engine: EngineWithBrowser,
  staged: Staged,
  pageCase: PageCase,
  times: readonly number[],
) => Promise<Observation>;
