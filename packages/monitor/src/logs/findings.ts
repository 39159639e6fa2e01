import { causeTitle, fixSentence } from '@corsmith/doctor';
import type { PageRequest } from '@corsmith/protocol';
import { frequentItems, mergeItems } from '../frequent-items.js';
import { type Group, type ResponseKind, responseKind } from './counts/tally.js';
import { addCounts, type Counts, mergeTimeline, noCounts, timeline } from './counts/timeline.js';
import { CAUSES_OF_SILENCE, causesOfStatus } from './likely-cause.js';
import { type Ranking, rankingOf } from './ranking.js';
import { isoTime, type ReportedTimeline, reportedTimeline } from './reported-timeline.js';

/** A problem with the preflights of one host and route, its likely cause, and the request to check it with. */
export interface Finding {
  /** See `Counts`. */
  readonly kind: 'refused' | 'aborted' | 'unfollowed';
  readonly host: string;
  /** The route: ids in the path are replaced by `:id`. */
  readonly path: string;
  readonly statuses: readonly number[];
  readonly counts: Readonly<Counts>;
  /** When it was first and last seen; empty if the log has no times. */
  readonly began: string;
  readonly last: string;
  /** Preflights of the same route with status 2xx. */
  readonly passed?: { readonly preflights: number; readonly first: string; readonly last: string };
  readonly origins: Ranking;
  readonly timeline: ReportedTimeline;
  readonly cause: NamedCause;
  /** Other possible causes. */
  readonly others: readonly NamedCause[];
  readonly fix?: string;
  readonly request: Omit<PageRequest, 'origin'> & { readonly origin?: string };
  /** Whether the log has neither the method nor the headers, so that a POST with JSON is assumed. */
  readonly isAssumed: boolean;
}

export interface NamedCause {
  readonly id: string;
  readonly title: string;
}

/** Aborted and unfollowed preflights are a finding if there are this many and if they are this share of the decided ones. */
const REPORTED = { least: 3, share: 0.5 };
const UNKNOWN_HOST = 'host-of-your-api.example';

/** One finding per host, route and cause, the most frequent first. `host` is used for logs without hosts. */
export function findingsOf(groups: readonly Group[], host?: string): readonly Finding[] {
  const byKind: Readonly<Record<ResponseKind, Map<string, Group[]>>> = {
    passed: new Map(),
    refused: new Map(),
    aborted: new Map(),
  };
  for (const group of groups) {
    const kind = responseKind(group.status);
    append(
      byKind[kind],
      kind === 'refused' ? `${causesOfStatus(group.status)[0]} ${routeKey(group)}` : routeKey(group),
      group,
    );
  }
  const passedBeside = ([one]: readonly Group[]) => (one && byKind.passed.get(routeKey(one))) ?? [];
  const refused = [...byKind.refused.values()].map((alike) => findingOf('refused', alike, passedBeside(alike), host));
  const aborted = [...byKind.aborted.values()]
    .filter((alike) => isReported('aborted', [...alike, ...passedBeside(alike)]))
    .map((alike) => findingOf('aborted', alike, passedBeside(alike), host));
  const unfollowed = [...byKind.passed.values()]
    .filter((alike) => isReported('unfollowed', alike))
    .map((alike) => findingOf('unfollowed', alike, [], host));
  return [...refused, ...aborted, ...unfollowed].sort(
    (a, b) => b.counts[b.kind] - a.counts[a.kind] || (a.path < b.path ? -1 : 1),
  );
}

const routeKey = ({ host, route }: Group): string => `${host} ${route}`;

function append(map: Map<string, Group[]>, key: string, group: Group): void {
  const list = map.get(key);
  if (list) list.push(group);
  else map.set(key, [group]);
}

function isReported(kind: 'aborted' | 'unfollowed', groups: readonly Group[]): boolean {
  const { preflights, undecided, [kind]: count } = sumOf(groups);
  return count >= REPORTED.least && count >= REPORTED.share * (preflights - undecided);
}

function sumOf(groups: readonly Group[]): Counts {
  const sum = noCounts();
  for (const { counts } of groups) addCounts(sum, counts);
  return sum;
}

function findingOf(
  kind: Finding['kind'],
  groups: readonly Group[],
  passing: readonly Group[],
  host: string | undefined,
): Finding {
  const main = groups.reduce((most, group) => (group.counts.preflights > most.counts.preflights ? group : most));
  const line = timeline(main.timeline.limit);
  const origins = frequentItems<Counts>(main.origins.capacity * groups.length);
  for (const group of groups) {
    mergeTimeline(line, structuredClone(group.timeline));
    mergeItems(origins, structuredClone(group.origins), addCounts);
  }
  const shown = reportedTimeline(line);
  const [cause, ...others] = kind === 'unfollowed' ? CAUSES_OF_SILENCE : causesOfStatus(main.status);
  const ranking = rankingOf(origins);
  const fix = kind === 'unfollowed' ? undefined : fixSentence(cause);
  return {
    kind,
    host: main.host,
    path: main.route,
    statuses: groups.map(({ status }) => status).sort((a, b) => a - b),
    counts: sumOf(groups),
    began:
      kind === 'unfollowed'
        ? (shown.buckets.find(({ unfollowed }) => unfollowed > 0)?.at ?? '')
        : isoTime(Math.min(...groups.map(({ span }) => span.first))),
    last: isoTime(Math.max(...groups.map(({ span }) => span.last))),
    ...(passing.length > 0 && {
      passed: {
        preflights: sumOf(passing).preflights,
        first: isoTime(Math.min(...passing.map(({ span }) => span.first))),
        last: isoTime(Math.max(...passing.map(({ span }) => span.last))),
      },
    }),
    origins: ranking,
    timeline: shown,
    cause: named(cause),
    others: others.map(named),
    ...(fix !== undefined && { fix }),
    ...requestOf(main, ranking.items.find(({ name }) => name !== '')?.name, host),
  };
}

const named = (id: string): NamedCause => ({ id, title: causeTitle(id) });

/** The page's request, as far as the log shows it. */
function requestOf(
  { host: logged, path, requestedMethod }: Group,
  origin: string | undefined,
  given: string | undefined,
): Pick<Finding, 'request' | 'isAssumed'> {
  const host = logged || (given?.includes('*') ? undefined : given) || UNKNOWN_HOST;
  const scheme = /^(?:localhost|127\.|\[::1\])/.test(host) ? 'http' : 'https';
  return {
    isAssumed: requestedMethod === '',
    request: {
      ...(origin !== undefined && { origin }),
      url: `${scheme}://${host}${path.startsWith('/') ? path : `/${path}`}`,
      method: requestedMethod || 'POST',
      ...(requestedMethod === '' && { headers: [['Content-Type', 'application/json']] }),
    },
  };
}
