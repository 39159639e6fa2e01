import { markdownText } from '@corsmith/evidence';
import { failing, headline, notVerified, reasonOf, ruleOf, type TestedExpectation } from '../report/report.js';
import type { Reporter } from '../reporter.js';

/** Rows of the table: GitHub limits a summary to 1 MB. */
const MOST = 100;

/** For a comment or a job summary: failures, causes and fixes. */
export const markdown: Reporter = {
  name: 'markdown',
  covers: 'failing',
  render(report) {
    const failures = failing(report);
    const shown = [...failures, ...notVerified(report)];
    const mark = failures.length === 0 ? '✅' : '❌';
    const where = [report.contract, ...(report.environment === undefined ? [] : [report.environment])].join(', ');
    const left = shown.length - MOST;
    const table = [
      '| line | expectation | result |',
      '| ---: | --- | --- |',
      ...shown
        .slice(0, MOST)
        .map(
          (test) =>
            `| ${test.file === undefined ? '' : `${markdownText(test.file)}:`}${test.line} | ${markdownText(test.title)} | ${markdownText(reasonOf(test) ?? '')} |`,
        ),
      ...(left > 0 ? ['', `and ${left} more.`] : []),
    ];
    return [
      `## ${mark} CORS: ${headline(report)}`,
      '',
      `${markdownText(where)}, ${(report.durationMs / 1000).toFixed(1)} s`,
      ...(shown.length === 0 ? [] : ['', ...table]),
      ...failures.flatMap(explanation),
      '',
    ].join('\n');
  },
};

function explanation(test: TestedExpectation): string[] {
  const { diagnosis, fix, fixedWith, title } = test;
  const cause = diagnosis?.causes[0];
  if (!cause && !fix) return [];
  return [
    '',
    `### ${markdownText(title)}`,
    '',
    ...(cause
      ? [`**${markdownText(cause.title)}** (\`${cause.id}\`): ${markdownText(cause.explanation)}`]
      : [`\`${ruleOf(test)}\``]),
    ...(fixedWith === undefined ? [] : ['', `Same fix as: ${markdownText(fixedWith)}`]),
    ...(fix ? ['', `Fix for ${fix.title}:`, ...fix.files.flatMap(fence), ...steps(fix.steps)] : []),
  ];
}

const fence = ({ path, where, language, code }: NonNullable<TestedExpectation['fix']>['files'][number]): string[] => [
  '',
  `In \`${path}\`, ${where}:`,
  '',
  `~~~${language}`,
  code.replace(/\n+$/, ''),
  '~~~',
];

const steps = (list: readonly string[]): string[] =>
  list.length === 0 ? [] : ['', ...list.map((one) => `- ${markdownText(one)}`)];
