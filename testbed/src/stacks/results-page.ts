import type { CellResult } from './cell.js';
import { matrixMarkdown, matrixOf } from './matrix.js';

export interface Results {
  readonly results: readonly CellResult[];
  /** `NAME VERSION` of each browser. */
  readonly browsers: readonly string[];
  readonly versions: readonly (readonly [stack: string, versions: string])[];
  readonly seconds: number;
}

/** What docs/testbed.md says. */
export function resultsPage({ results, browsers, versions, seconds }: Results): string {
  const green = results.filter(({ problems }) => problems.length === 0).length;
  const minutes = (seconds / 60).toFixed(1);
  return `# Recipes proved on real servers

In each cell a real server is set up wrongly, as people really write it. The first cause that the diagnosis names must be
the cell's, and Chromium must keep the answer from the page. The recipe is then put where it says, with nothing thought up,
or what it says to take away is taken out. After that the diagnosis must name no cause, a strange origin must still be refused, and real browsers must give the page
what it asks for: Chromium in every cell, Firefox and WebKit in one cell of each stack.

\`npm run testbed -- --write\` made this page on ${new Date().toISOString().slice(0, 10)}, in ${minutes} minutes:
${green} of ${results.length} cells green, ${versions.length} stacks, with ${browsers.join(', ')}.

${matrixMarkdown(matrixOf(results))}

✓ green, ✗ red, · no such cell.

${versions.map(([stack, version]) => section(stack, version, results)).join('\n\n')}
`;
}

/** What a stack ran on, and how it was broken. */
function section(stack: string, version: string, results: readonly CellResult[]): string {
  const own = results.filter((one) => one.stack === stack);
  return `## ${stack}\n\n${version}\n\n${own.map(({ cause, mistake }) => `- \`${cause}\`: ${mistake}`).join('\n')}`;
}
