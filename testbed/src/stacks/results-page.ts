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
  return `# Recipes tested on real servers

In each cell a real server has a CORS mistake that people really make. The diagnosis must name the cell's cause first,
and Chromium must block the response. Then the recipe is applied exactly as it says. After that the diagnosis must name
no cause, an unknown origin must still be denied, and real browsers must get the response: Chromium in every cell,
Firefox and WebKit in one cell of each stack.

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
