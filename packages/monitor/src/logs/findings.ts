import { causeTitle, fixSentence } from '@corsmith/doctor';
import type { PageRequest } from '@corsmith/protocol';
import { frequentItems, mergeItems } from '../frequent-items.js';
import { type Group, isRefusal } from './counts/tally.js';
import { addCounts, type Counts, mergeTimeline, noCounts, timeline } from './counts/timeline.js';
import { CAUSES_OF_SILENCE, causesOfRefusal } from './likely-cause.js';
import { isoTime, type Ranking, type ReportedTimeline, rankingOf, reportedTimeline } from './report.js';

/** What is wrong with the preflights of one host and route, the likely cause, and the request to check it with. */
export interface Finding {
  /** `refused` by their status; `unfollowed`: answered 2xx, and yet the request does not come. */
  readonly kind: 'refused' | 'unfollowed';
  readonly host: string;
  /** Its route: what names one thing in the path is `:id`. */
  readonly path: string;
  readonly statuses: readonly number[];
  readonly counts: Readonly<Counts>;
  /** When it was first and last seen; empty if the log tells no times. */
  readonly began: string;
  readonly last: string;
  /** Preflights of the same route that were answered 2xx. */
  readonly passed?: { readonly preflights: number; readonly first: string; readonly last: string };
  readonly origins: Ranking;
  readonly timeline: ReportedTimeline;
  readonly cause: NamedCause;
  /** What else it may be. */
  readonly others: readonly NamedCause[];
  readonly remedy?: string;
  readonly request: Omit<PageRequest, 'origin'> & { readonly origin?: string };
  /** Whether the log tells neither the method nor the headers, so that a POST of JSON is assumed. */
  readonly isAssumed: boolean;
}

export interface NamedCause {
  readonly id: string;
  readonly title: string;
}

/** Unfollowed preflights are a finding where they are so many, and such a part of those that are decided. */
const UNFOLLOWED = { least: 3, share: 0.5 };
const UNKNOWN_HOST = 'host-of-your-api.example';

/** Those of one host, route and cause together; the most frequent first. `host` is that of logs that name none. */
export function findingsOf(groups: readonly Group[], host?: string): readonly Finding[] {
  const wrong = new Map<string, Group[]>();
  const passing = new Map<string, Group[]>();
  for (const group of groups) {
    const place = `${group.host} ${group.route}`;
    if (isRefusal(group.status)) append(wrong, `${causesOfRefusal(group.status)[0]} ${place}`, group);
    else append(passing, place, group);
  }
  const refused = [...wrong.values()].map((alike) =>
    findingOf('refused', alike, passing.get(`${alike[0]!.host} ${alike[0]!.route}`) ?? [], host),
  );
  const unfollowed = [...passing.values()].filter(isSilent).map((alike) => findingOf('unfollowed', alike, [], host));
  const weight = ({ kind, counts }: Finding) => (kind === 'refused' ? counts.refused : counts.unfollowed);
  return [...refused, ...unfollowed].sort((a, b) => weight(b) - weight(a) || (a.path < b.path ? -1 : 1));
}

function append(map: Map<string, Group[]>, key: string, group: Group): void {
  const list = map.get(key);
  if (list) list.push(group);
  else map.set(key, [group]);
}

function isSilent(groups: readonly Group[]): boolean {
  const { preflights, unfollowed, undecided } = sumOf(groups);
  return unfollowed >= UNFOLLOWED.least && unfollowed >= UNFOLLOWED.share * (preflights - undecided);
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
  const [cause, ...others] = (kind === 'refused' ? causesOfRefusal(main.status) : CAUSES_OF_SILENCE).map(named);
  const ranking = rankingOf(origins);
  const remedy = kind === 'refused' ? fixSentence(cause?.id) : undefined;
  return {
    kind,
    host: main.host,
    path: main.route,
    statuses: groups.map(({ status }) => status).sort((a, b) => a - b),
    counts: sumOf(groups),
    began:
      kind === 'refused'
        ? isoTime(Math.min(...groups.map(({ span }) => span.first)))
        : (shown.buckets.find(({ unfollowed }) => unfollowed > 0)?.at ?? ''),
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
    cause: cause!,
    others,
    ...(remedy !== undefined && { remedy }),
    ...requestOf(main, ranking.items.find(({ name }) => name !== '')?.name, host),
  };
}

const named = (id: string): NamedCause => ({ id, title: causeTitle(id) });

/** The request of the page as far as the log tells it. */
function requestOf(
  { host: logged, path, asks }: Group,
  origin: string | undefined,
  given: string | undefined,
): Pick<Finding, 'request' | 'isAssumed'> {
  const host = logged || (given?.includes('*') ? undefined : given) || UNKNOWN_HOST;
  const scheme = /^(?:localhost|127\.|\[::1\])/.test(host) ? 'http' : 'https';
  return {
    isAssumed: asks === '',
    request: {
      ...(origin !== undefined && { origin }),
      url: `${scheme}://${host}${path.startsWith('/') ? path : `/${path}`}`,
      method: asks || 'POST',
      ...(asks === '' && { headers: [['Content-Type', 'application/json']] }),
    },
  };
}
