import { routeOf } from '../../src/logs/route.js';
import type { Request } from './log-lines.js';

/** A naive implementation of the counts: compares every preflight with every request. */
export function countedNaively(requests: readonly Request[], window: number) {
  const end = Math.max(...requests.map(({ time }) => time));
  const pathOf = ({ target }: Request) => target.split('?')[0]!;
  const counts = { preflights: 0, refused: 0, aborted: 0, unfollowed: 0, undecided: 0 };
  const groups: Record<string, typeof counts> = {};
  for (const preflight of requests) {
    if (preflight.method !== 'OPTIONS') continue;
    const key = `${preflight.status} ${preflight.host} ${routeOf(pathOf(preflight))}`;
    groups[key] ??= { preflights: 0, refused: 0, aborted: 0, unfollowed: 0, undecided: 0 };
    const isPassed = preflight.status >= 200 && preflight.status <= 299;
    const isFollowed = requests.some(
      (request) =>
        request.method !== 'OPTIONS' &&
        request.client === preflight.client &&
        request.host === preflight.host &&
        pathOf(request) === pathOf(preflight) &&
        request.time >= preflight.time &&
        request.time <= preflight.time + window,
    );
    for (const into of [counts, groups[key]]) {
      into.preflights++;
      if (preflight.status === 499) into.aborted++;
      else if (!isPassed) into.refused++;
      else if (!isFollowed) into[preflight.time + window < end ? 'unfollowed' : 'undecided']++;
    }
  }
  return { counts, groups };
}
