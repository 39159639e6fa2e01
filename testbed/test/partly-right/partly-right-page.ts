import type { StackId } from '@corsmith/stacks';
import type { FixedCell } from './cell.js';

export interface Row extends FixedCell {
  readonly stack: StackId;
  readonly version: string;
  readonly kind: string;
}

/** docs/partly-right.md. */
export function partlyRightPage(rows: readonly Row[], date: string): string {
  const stacks = [...new Set(rows.map(({ stack }) => stack))];
  const parts = stacks.map((stack) => {
    const own = rows.filter((row) => row.stack === stack);
    const lines = own.map(
      ({ kind, cause, change, kept }) => `| ${kind} | [${cause}](causes/${cause}.md) | ${change} | ${kept} |`,
    );
    return `## ${own[0]!.version}\n\n| what is wrong | first cause | the change, as printed | passed before, and after |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`;
  });
  return `# Partly right

${rows.length} CORS set-ups on ${stacks.length} real servers that work for some requests and block this one. \`corsmith check --json\`
ran as a person runs it, what it printed was put in place of the set-up, word for word, and the server was started again. In each
the request then passes in every engine, every request that passed before still passes, and strangers stay out. Last run:
${date}. Written by \`npm run partly-right -- --update\`.

${parts.join('\n')}`;
}
