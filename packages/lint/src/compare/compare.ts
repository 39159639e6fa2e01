import { compareSides } from './compare-sides.js';
import type { Comparison, Difference, Unknowable } from './difference.js';
import type { Side } from './side.js';

/** One thing that is compared: its configurations, or the one policy that holds everywhere. */
export interface Compared {
  readonly sides: readonly Side[];
  /** `whole`: its policy is compared with each configuration of the other. */
  readonly kind: 'parts' | 'whole';
}

/** Finds the smallest requests whose outcome differs. Configurations are paired by file and path, then by path. */
export async function compare(old: Compared, now: Compared): Promise<Comparison> {
  const differences: Difference[] = [];
  const unknown: Unknowable[] = [];
  for (const [before, after] of pairsOf(old, now)) {
    const found = await compareSides(before, after);
    differences.push(...found.differences);
    unknown.push(...found.unknown);
  }
  const distinct = [...new Map(differences.map((one) => [JSON.stringify(one), one])).values()];
  return {
    same: distinct.length > 0 ? false : unknown.length > 0 ? null : true,
    differences: [
      ...distinct.filter(({ kind }) => kind === 'widened'),
      ...distinct.filter(({ kind }) => kind === 'narrowed'),
    ],
    unknown: [...new Map(unknown.map((one) => [JSON.stringify(one), one])).values()],
  };
}

function pairsOf(old: Compared, now: Compared): readonly (readonly [Side, Side])[] {
  if (old.kind === 'whole' && now.sides.length > 0) return now.sides.map((one) => [old.sides[0] ?? nobody(one), one]);
  if (now.kind === 'whole' && old.sides.length > 0) return old.sides.map((one) => [one, now.sides[0] ?? nobody(one)]);
  const pairs: (readonly [Side, Side])[] = [];
  let [before, after] = [[...old.sides], [...now.sides]];
  for (const key of [placeOf, pathOf, fileOf]) {
    for (const one of before) {
      const other = after.find((side) => key(side) === key(one));
      if (!other) continue;
      pairs.push([one, other]);
      after = after.filter((side) => side !== other);
    }
    const paired = new Set(pairs.map(([one]) => one));
    before = before.filter((one) => !paired.has(one));
  }
  // Of different stacks: what is left over on both sides is the same configuration in another form.
  const others = after.splice(0, before.length);
  for (const [index, one] of before.splice(0, others.length).entries()) {
    const other = others[index];
    if (other) pairs.push([one, other]);
  }
  return [
    ...pairs,
    ...before.map((one) => [one, nobody(one)] as const),
    ...after.map((one) => [nobody(one), one] as const),
  ];
}

const fileOf = ({ file = '' }: Side): string => file;
const pathOf = ({ where = '' }: Side): string => where;
const placeOf = (side: Side): string => JSON.stringify([fileOf(side), pathOf(side)]);

/** Where nothing configures CORS, no origin is allowed. */
const nobody = ({ where }: Side): Side => ({
  title: '',
  ...(where !== undefined && { where }),
  send: async ({ kind }) => ({ status: kind === 'preflight' ? 204 : 200, headers: [] }),
  candidates: { origins: [], methods: [], requestHeaders: [], responseHeaders: [] },
  unknown: {},
  errors: false,
});
