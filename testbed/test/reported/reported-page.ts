import type { ReportedCase } from './reported-case.js';
import { OFTEN } from './reported-case.js';

export interface Row {
  readonly group: string;
  readonly reported: ReportedCase;
  readonly cause: string;
  /** What was applied before the request ran again and passed; empty if nothing can be had here. */
  readonly applied: string;
}

const TITLES: Readonly<Record<string, string>> = {
  origins: 'The origin',
  credentials: 'Credentials',
  lists: 'Methods and headers',
  errors: 'Errors behind a CORS message',
  preflights: 'Preflights',
  redirects: 'Redirects',
  responders: 'Who responds',
};

/** docs/reported.md. */
export function reportedPage(rows: readonly Row[]): string {
  const applied = rows.filter((row) => row.applied !== '').length;
  const parts = Object.entries(TITLES).map(([group, title]) => {
    const own = rows.filter((row) => row.group === group);
    const lines = own.map(
      ({ reported, cause, applied }) =>
        `| ${reported.situation} | ${sourceOf(reported)} | [${cause}](causes/${cause}.md) | ${applied === '' ? 'said' : applied} |`,
    );
    return `## ${title}\n\n| what was reported | where | first cause | applied, and the request passes |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`;
  });
  return `# Reported

${rows.length} public reports, each as a server that behaves as reported. \`corsmith check\` names the first cause, says what must
be said and nothing that would mislead. In ${applied} of them the fix was applied as printed and the request ran again: it passes, and
whoever was allowed before still is. For the others, what solved the report is said. Written by
\`npx vitest run --project testbed testbed/test/reported.test.ts --update\`.

${parts.join('\n')}`;
}

const sourceOf = ({ source }: ReportedCase): string => {
  if (source === OFTEN) return 'many';
  const [repository, number] = source.split('#');
  return `[${source}](https://github.com/${repository}/issues/${number})`;
};
