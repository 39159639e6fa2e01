import { emptyTally, type Group, mergeTally, type Tally } from './counts/tally.js';
import { type Finding, findingsOf } from './findings.js';
import type { Scanner } from './lines/scanner.js';
import type { LogFilter } from './log-filter.js';
import type { LogReport } from './report.js';

/** Callbacks while logs are followed. */
export interface Listener {
  /** Called with the report once the existing lines have been read. */
  readonly onCaughtUp: (report: LogReport) => void;
  /** Called with newly refused preflights. The counts are those since the last call. */
  readonly onRefused: (findings: readonly Finding[]) => void;
}

/** Reports the changes in the counts. */
export interface Updates {
  readonly isCaughtUp: () => boolean;
  /** The existing lines have been counted. */
  readonly caughtUp: () => void;
  /** More lines may have been counted. */
  readonly changed: () => void;
  /** The sum of all scanners' counts. */
  readonly tally: () => Tally;
}

export function followUpdates(
  scanners: readonly Scanner[],
  { onCaughtUp, onRefused, filter }: Listener & { readonly filter: LogFilter },
  reportOn: (tally: Tally) => LogReport,
): Updates {
  /** The preflights already reported, by group. */
  let reported: ReadonlyMap<string, number> | undefined;
  const tally = () => {
    const sum = emptyTally();
    for (const scanner of scanners) mergeTally(sum, scanner.tallyIfEnded());
    return sum;
  };
  const groupsOf = ({ groups }: Tally) => [...groups.items.values()].map(({ value }) => value);
  const countsOf = (groups: readonly Group[]) =>
    new Map(groups.map((group) => [keyOf(group), group.counts.preflights]));
  return {
    isCaughtUp: () => reported !== undefined,
    tally,
    caughtUp() {
      const now = tally();
      reported = countsOf(groupsOf(now));
      onCaughtUp(reportOn(now));
    },
    changed() {
      const groups = groupsOf(tally());
      const fresh = groups.flatMap((group) => freshPart(group, reported?.get(keyOf(group)) ?? 0));
      reported = countsOf(groups);
      const refused = findingsOf(fresh, filter.host).filter(({ kind }) => kind === 'refused');
      if (refused.length > 0) onRefused(refused);
    },
  };
}

const keyOf = ({ status, host, route }: Group): string => `${status} ${host} ${route}`;

/** The group with only the counts since the last report. */
function freshPart(group: Group, reported: number): Group[] {
  const preflights = group.counts.preflights - reported;
  if (preflights <= 0) return [];
  const refused = group.counts.refused > 0 ? preflights : 0;
  return [{ ...group, counts: { ...group.counts, preflights, refused, unfollowed: 0 } }];
}
