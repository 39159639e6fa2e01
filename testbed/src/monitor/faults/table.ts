import type { FaultsOptions, FaultsResult } from './run.js';

/** What a run shows, as a page of the docs. */
export const faultsPage = (
  { workers, endpoints, intervalMs, seed }: Omit<FaultsOptions, 'say' | 'durationMs'>,
  result: FaultsResult,
): string => `# A watch on several machines, with faults

\`npm run faults -- --write\` made this page: ${workers} processes of \`corsmith watch\` on one Redis, ${endpoints} endpoints, an interval
of ${intervalMs / 1000} s, ${Math.round(result.seconds / 6) / 10} minutes of faults (seed ${seed}) while endpoints break and are fixed.

| fault | times |
| --- | --- |
${[...result.happened].map(([name, times]) => `| ${name} | ${times} |`).join('\n')}

| | |
| --- | --- |
| checks | ${result.checks} |
| endpoints broken or fixed | ${result.changes} |
| alerts taken by two receivers | ${result.alerts}, in ${result.messages} messages |
| endpoints of which a receiver does not know the truth at the end | ${result.unaware.length} |
| alerts sent again although the first was known to be taken | ${result.doubled.length} |
| alerts sent again because that was not known | ${result.repeated} |
| longest time between two checks of an endpoint while Redis responded | ${result.longestGap.toFixed(1)} intervals |
`;
