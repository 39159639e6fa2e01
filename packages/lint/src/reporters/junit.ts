import { xmlAttributes, xmlText } from '@corsmith/evidence';
import type { Finding } from '../finding.js';
import { linesOf } from '../report.js';
import type { LintReporter } from '../reporter.js';

/** The format of Jenkins, GitLab and others: a suite per file, a failure per finding. */
export const junit: LintReporter = {
  name: 'junit',
  render({ policies, findings }) {
    const files = [...new Set([...policies, ...findings].map(({ file }) => file))].sort();
    const suites = files.map((file) => ({ file, own: findings.filter((one) => one.file === file) }));
    const tests = suites.reduce((sum, { own }) => sum + Math.max(1, own.length), 0);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${xmlAttributes({ name: 'corsmith lint', tests, failures: findings.length, errors: 0 })}>`,
      ...suites.flatMap(({ file, own }) => [
        `  <testsuite${xmlAttributes({ name: file, tests: Math.max(1, own.length), failures: own.length, errors: 0 })}>`,
        ...(own.length > 0
          ? own.flatMap(failed)
          : [`    <testcase${xmlAttributes({ name: file, classname: file })}/>`]),
        '  </testsuite>',
      ]),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

function failed(finding: Finding): string[] {
  const { file, line, column, id, level, message } = finding;
  const text = [`${file}:${line}:${column}`, ...linesOf(finding)].join('\n');
  return [
    `    <testcase${xmlAttributes({ name: `${id} in line ${line}`, classname: file })}>`,
    `      <failure${xmlAttributes({ message, type: level })}>${xmlText(text)}</failure>`,
    '    </testcase>',
  ];
}
