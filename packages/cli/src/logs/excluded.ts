import type { LogReport, Ranking } from '@corsmith/monitor/logs';

/** Whether there are preflights in the logs, and none that the flags ask for. */
export const isAllExcluded = ({ total, excluded }: LogReport): boolean =>
  total.preflights === 0 && (excluded.hosts.items.length > 0 || excluded.paths.items.length > 0 || excluded.times > 0);

/** Of preflights that the flags left out: where they went, so that a mistake in a flag shows. */
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
  'The lines are not in order of time, so it is not known which requests follow. Sort the lines by time first.';
