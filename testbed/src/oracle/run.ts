import type { Browser } from '../browsers/browser.js';
import type { World } from '../servers/world.js';
import type { OracleCase } from './case.js';
import { type Disagreement, POINTS, type Point } from './compare.js';
import { generate } from './generator/generate.js';
import { shrink, sizeOf } from './shrink.js';
import { THROUGH, type Through } from './through.js';
import { type Trial, tryCase } from './trial.js';
import type { Group, Verdict } from './verdict.js';

export interface Span {
  readonly seed: string;
  readonly first: number;
  readonly count: number;
}

/** As many cases wait at the browser at the same time. */
const WINDOW = 64;

export async function runSpan(
  world: World,
  browser: Browser,
  { seed, first, count }: Span,
  { foretell, takes }: Through = THROUGH.simulate,
): Promise<Verdict> {
  const disagreements = new Map<Point, number>(POINTS.map((point) => [point, 0]));
  const groups = new Map<string, Group>();
  const drift = new Map<string, Group>();
  let disagreeing = 0;
  let drifting = 0;
  const startedAt = performance.now();
  let next = first;
  let left = count;
  const work = async () => {
    while (left > 0) {
      const index = next++;
      const oracleCase = generate(seed, index);
      if (!takes(oracleCase)) continue;
      left--;
      const trial = await tryCase(world, browser, oracleCase, foretell);
      if (trial.disagreements.length > 0) disagreeing++;
      if (trial.drift.length > 0) drifting++;
      for (const known of trial.drift) join(drift, known, trial, index);
      for (const disagreement of trial.disagreements) {
        disagreements.set(disagreement.point, (disagreements.get(disagreement.point) ?? 0) + 1);
        join(groups, disagreement, trial, index);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(WINDOW, count) }, work));
  return {
    engine: browser.engine,
    version: browser.version,
    cases: count,
    seconds: (performance.now() - startedAt) / 1000,
    agreed: Object.fromEntries(
      POINTS.map((point) => [point, count - (disagreements.get(point) ?? 0)]),
    ) as Verdict['agreed'],
    disagreeing,
    groups: byCount(groups),
    drifting,
    drift: byCount(drift),
  };
}

const byCount = (groups: ReadonlyMap<string, Group>): Group[] => [...groups.values()].sort((a, b) => b.count - a.count);

function join(groups: Map<string, Group>, disagreement: Disagreement, trial: Trial, index: number): void {
  const key = `${disagreement.point} ${disagreement.kind}`;
  const group = groups.get(key);
  const smaller = !group || sizeOf(trial.case) < sizeOf(group.trial.case);
  const count = (group?.count ?? 0) + 1;
  groups.set(key, smaller ? { ...disagreement, count, index, trial } : { ...group, count });
}

/** The smallest case found that disagrees on the same point in the same way. */
export async function shrinkGroup(
  world: World,
  browser: Browser,
  { point, kind, trial }: Group,
  { foretell }: Through = THROUGH.simulate,
): Promise<Trial> {
  const disagrees = async (candidate: OracleCase) =>
    (await tryCase(world, browser, candidate, foretell)).disagreements.some(
      (d) => d.point === point && d.kind === kind,
    );
  return tryCase(world, browser, await shrink(trial.case, disagrees), foretell);
}
