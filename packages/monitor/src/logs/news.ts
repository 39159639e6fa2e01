import { emptyTally, type Group, mergeTally, type Tally } from './counts/tally.js';
import { type Finding, findingsOf } from './findings.js';
import type { Scanner } from './lines/scanner.js';
import type { LogReport } from './report.js';
import type { Wanted } from './wanted.js';

/** Who is told while logs are written. */
export interface Listener {
  /** Called when what is there already has been read, with the report of it. */
  readonly onCaughtUp: (report: LogReport) => void;
  /** Called with what more preflights were refused: the counts are those since the last call. */
  readonly onRefused: (findings: readonly Finding[]) => void;
}

/** What is new in counts that grow. */
export interface News {
  readonly isCaughtUp: () => boolean;
  /** All that was there has been counted. */
  readonly caughtUp: () => void;
  /** More may have been counted. */
  readonly changed: () => void;
  /** The counts of all scanners together. */
  readonly tally: () => Tally;
}

export function newsOf(
  scanners: readonly Scanner[],
  { onCaughtUp, onRefused, wanted }: Listener & { readonly wanted: Wanted },
  reportOn: (tally: Tally) => LogReport,
): News {
  /** Preflights that the listener knows of. */
  let told: ReadonlyMap<string, number> | undefined;
  const tally = () => {
    const sum = emptyTally();
    for (const scanner of scanners) mergeTally(sum, scanner.tallyIfEnded());
    return sum;
  };
  const groupsOf = ({ groups }: Tally) => [...groups.items.values()].map(({ value }) => value);
  const countsOf = (groups: readonly Group[]) =>
    new Map(groups.map((group) => [keyOf(group), group.counts.preflights]));
  return {
    isCaughtUp: () => told !== undefined,
    tally,
    caughtUp() {
      const now = tally();
      told = countsOf(groupsOf(now));
      onCaughtUp(reportOn(now));
    },
    changed() {
      const groups = groupsOf(tally());
      const fresh = groups.flatMap((group) => freshPart(group, told?.get(keyOf(group)) ?? 0));
      told = countsOf(groups);
      const refused = findingsOf(fresh, wanted.host).filter(({ kind }) => kind === 'refused');
      if (refused.length > 0) onRefused(refused);
    },
  };
}

const keyOf = ({ status, host, route }: Group): string => `${status} ${host} ${route}`;

/** The group with what was counted since `told` alone. */
function freshPart(group: Group, told: number): Group[] {
  const preflights = group.counts.preflights - told;
  if (preflights <= 0) return [];
  const refused = group.counts.refused > 0 ? preflights : 0;
  return [{ ...group, counts: { ...group.counts, preflights, refused, unfollowed: 0 } }];
}
