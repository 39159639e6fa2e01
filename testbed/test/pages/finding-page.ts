import { type Finding, type FindingId, LEVEL_NAMES, type LintResult, lint, titleOf } from '@corsmith/lint';
import { lintLines, paint } from '../../../packages/cli/src/index.js';
import type { FindingExample, FindingExamples } from './findings/example.js';
import { originExamples } from './findings/origins.js';
import { preflightExamples } from './findings/preflights.js';
import { stackExamples } from './findings/stacks.js';

export const findingExamples: FindingExamples = {
  ...originExamples,
  ...preflightExamples,
  ...stackExamples,
};

export interface LintedExample extends FindingExample {
  readonly fixed: string;
  readonly before: LintResult;
  readonly after: LintResult;
}

export async function lintedExample(one: FindingExample): Promise<LintedExample> {
  const fixed = one.text.replace(one.wrong, () => one.right);
  const of = (text: string) => lint({ files: [{ path: one.file, text }] });
  return { ...one, fixed, before: await of(one.text), after: await of(fixed) };
}

/** One page of docs/findings: all in it comes from a real run. */
export function findingPage(id: FindingId, examples: readonly LintedExample[]): string {
  const [first] = examples.flatMap(({ before }) => before.findings.filter((one) => one.id === id));
  const levels = new Set(examples.flatMap(({ before }) => before.findings.filter((one) => one.id === id).map(levelOf)));
  return `# ${titleOf(id).replace(/\.$/, '')}

\`${id}\`, ${[...levels].join(' or ')}

${first?.why ?? ''}
${examples.map((one) => section(id, one)).join('')}
## Accept it

A comment on the line or above it, with your reason: \`corsmith-ignore ${id}: REASON\`. [How lint works](../commands/lint.md).
`;
}

const levelOf = ({ level }: Finding): string => `[${LEVEL_NAMES[level].toLowerCase()}](../commands/lint.md)`;

function section(id: FindingId, { file, text, fixed, before }: LintedExample): string {
  const findings = before.findings.filter((one) => one.id === id).slice(0, 1);
  const report = { ...before, findings, skipped: [], known: 0, files: [{ path: file, text }] };
  const screen = paint(lintLines(report, { width: 80, detail: 'short' }).slice(2), 'plain');
  return `
## ${findings[0]?.stack ?? file}

\`\`\`text
$ corsmith lint ${file}

${screen.trimEnd()}
\`\`\`

The fix:

\`\`\`diff
${difference(text, fixed)}
\`\`\`
`;
}

/** The lines that differ, with those around them. */
function difference(old: string, text: string): string {
  const [a, b] = [old.trimEnd().split('\n'), text.trimEnd().split('\n')];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const marked = (mark: string, rows: readonly string[]) => rows.map((row) => `${mark}${row}`.trimEnd());
  return [
    ...marked(
      ' ',
      a.slice(Math.max(0, head - 2), head).filter((row) => row !== ''),
    ),
    ...marked('-', a.slice(head, a.length - tail)),
    ...marked('+', b.slice(head, b.length - tail)),
    ...marked(' ', a.slice(a.length - tail, a.length - tail + 2)),
  ].join('\n');
}

export const findingIndex = (ids: readonly FindingId[]): string => `# What lint finds

[\`corsmith lint\`](../commands/lint.md) reports each of these at its line. A page shows it on real configurations, with the request
that breaks and the fix.

| finding | |
| --- | --- |
${ids.map((id) => `| ${id in findingExamples ? `[${id}](${id}.md)` : `\`${id}\``} | ${titleOf(id).replace(/\.$/, '')} |`).join('\n')}
`;
