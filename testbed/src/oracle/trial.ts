import type { Browser } from '../browsers/browser.js';
import type { Staged, World } from '../servers/world.js';
import { type OracleCase, stagedPage } from './case.js';
import { compare, type Disagreement } from './compare.js';
import { comparedLines } from './excluded.js';
import type { Foretell } from './foretell.js';
import type { Observation } from './observation.js';
import { observe } from './observe.js';
import { predict } from './predict.js';
import { newestOf, standingOf } from './standing.js';

/** One case, seen in a browser and foretold. */
export interface Trial {
  readonly case: OracleCase;
  readonly observed: Observation;
  readonly predicted: Observation;
  readonly disagreements: readonly Disagreement[];
  /** In an older tested version: what it does otherwise than the newest. */
  readonly drift: readonly Disagreement[];
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
    const foretold = await predict(world, browser, staged, pageCase, []);
    if (foretold.steps.some(({ outcome }) => outcome.kind === 'crash'))
      return { case: oracleCase, observed: foretold, predicted: foretold, disagreements: [], drift: [] };
    const observed = unfilled(await observe(world, browser, staged, pageCase), staged);
    const times = observed.steps.map(({ at }) => at);
    const predicted = unfilled(await foretell(world, browser, staged, pageCase, times), staged);
    const disagreements = compare(observed, predicted);
    if (standingOf(browser) !== 'tested') return { case: oracleCase, observed, predicted, disagreements, drift: [] };
    const newest = { engine: browser.engine, version: newestOf(browser.engine) };
    const today = unfilled(await predict(world, newest, staged, pageCase, times), staged);
    // What the comparison leaves out of the browser's lines is no drift.
    const steps = today.steps.map((step) => ({ ...step, messages: comparedLines(browser, step.messages) }));
    return { case: oracleCase, observed, predicted, disagreements, drift: compare(predicted, { ...today, steps }) };
  } finally {
    staged.remove();
  }
}

function unfilled(observation: Observation, staged: Staged): Observation {
  return JSON.parse(staged.unfill(JSON.stringify(observation)));
}
