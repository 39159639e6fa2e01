import type { OracleCase } from '../case.js';
import { type Random, randomOf } from '../random.js';
import { REDIRECT_BREAKAGES } from './break-redirect.js';
import { REQUEST_BREAKAGES } from './break-request.js';
import { RESPONSE_BREAKAGES } from './break-response.js';
import type { Breakage } from './breakage.js';
import { type Draft, finish } from './draft.js';
import { passingDraft } from './passing.js';

const BREAKAGES: readonly Breakage[] = [...REQUEST_BREAKAGES, ...RESPONSE_BREAKAGES, ...REDIRECT_BREAKAGES];

/** The case of that seed and index, the same one at every call: an exchange that passes, broken in zero to three places. */
export function generate(seed: string, index: number): OracleCase {
  const random = randomOf(seed, index);
  const draft = passingDraft(random);
  const count = random.weighted([
    [10, 0],
    [50, 1],
    [25, 2],
    [15, 3],
  ]);
  for (let i = 0; i < count; i++) breakOnce(draft, random);
  return finish(draft);
}

function breakOnce(draft: Draft, random: Random): void {
  for (;;) {
    const [name, apply] = random.weighted(BREAKAGES.map(([weight, ...rest]) => [weight, rest] as const));
    if (!apply(draft, random)) continue;
    draft.broken.push(name);
    return;
  }
}
