import type { Browser } from '../browsers/browser.js';
import type { Staged, World } from '../servers/world.js';
import { type OracleCase, stagedPage } from './case.js';
import { compare, type Disagreement } from './compare.js';
import type { Foretell } from './foretell.js';
import type { Observation } from './observation.js';
import { observe } from './observe.js';
import { predict } from './predict.js';

/** One case, seen in a browser and foretold. */
export interface Trial {
  readonly case: OracleCase;
  readonly observed: Observation;
  readonly predicted: Observation;
  readonly disagreements: readonly Disagreement[];
}

export async function tryCase(
  world: World,
  browser: Browser,
  oracleCase: OracleCase,
  foretell: Foretell = predict,
): Promise<Trial> {
  const staged = world.stage(oracleCase.script);
  try {
    const pageCase = stagedPage(oracleCase, staged);
    const foretold = await predict(world, browser.engine, staged, pageCase, []);
    if (foretold.steps.some(({ outcome }) => outcome.kind === 'crash'))
      return { case: oracleCase, observed: foretold, predicted: foretold, disagreements: [] };
    const observed = unfilled(await observe(world, browser, staged, pageCase), staged);
    const times = observed.steps.map(({ at }) => at);
    const predicted = unfilled(await foretell(world, browser.engine, staged, pageCase, times), staged);
    return { case: oracleCase, observed, predicted, disagreements: compare(observed, predicted) };
  } finally {
    staged.remove();
  }
}

function unfilled(observation: Observation, staged: Staged): Observation {
  return JSON.parse(staged.unfill(JSON.stringify(observation)));
}
