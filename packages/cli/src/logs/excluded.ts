import type { LogReport, Ranking } from '@corsmith/monitor/logs';

/** Whether the logs have preflights, but none that matches the filters. */
export const isAllExcluded = ({ total, excluded }: LogReport): boolean =>
  total.preflights === 0 && (excluded.hosts.items.length > 0 || excluded.paths.items.length > 0 || excluded.times > 0);

/** What the filters excluded, so that a wrong filter is obvious. */
export function* excludedNotes({ excluded }: LogReport): Generator<string> {
  const { hosts, paths, times } = excluded;
  if (hosts.items.length > 0) yield `Preflights to other hosts: ${namesOf(hosts)}`;
  if (paths.items.length > 0) yield `Preflights to other paths: ${namesOf(paths)}`;
  if (times > 0) yield `Preflights at other times: ${times.toLocaleString('en-US')}`;
}

const SHOWN = 5;

const namesOf = ({ items }: Ranking): string =>
  items
    .slice(0, SHOWN)
    .map(({ name, preflights }) => `${name} (${preflights.toLocaleString('en-US')})`)
    .join(', ') + (items.length > SHOWN ? ' and others' : '');

export const DISORDER =
  'The lines are not sorted by time, so it is unknown which requests followed. Sort the lines by time first.';
