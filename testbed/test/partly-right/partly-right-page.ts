import type { StackId } from '@corsmith/stacks';

export interface Row {
  readonly stack: StackId;
  readonly version: string;
  /** What is wrong. */
  readonly kind: string;
}

/** docs/partly-right.md. */
export function partlyRightPage(rows: readonly Row[]): string {
  const stacks = [...new Set(rows.map(({ stack }) => stack))];
  const lines = stacks.map((stack) => {
    const own = rows.filter((row) => row.stack === stack);
    return `| ${own[0]?.version} | ${own.length} | ${own.map(({ kind }) => kind).join('; ')} |`;
  });
  return `# Partly right

${rows.length} CORS set-ups on ${stacks.length} real servers that work for some requests and block this one. \`corsmith check --json\`
runs as a person runs it, what it prints is put in place of the set-up, word for word, and the server is started again. In each
the request then passes in every engine, every request that passed before still passes, and strangers stay out.
\`npm run partly-right\` runs them all, \`npm test\` one of each server that starts fast, another one with each commit.

| server | set-ups | what is wrong |
| --- | ---: | --- |
${lines.join('\n')}
`;
}
