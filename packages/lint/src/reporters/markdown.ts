import { markdownText } from '@corsmith/evidence';
import { headline, LEVEL_NAMES, witnessSentence } from '../report.js';
import type { LintReporter } from '../reporter.js';

/** Rows of the table: GitHub limits a summary to 1 MB. */
const MOST = 100;

/** For a comment or a job summary. */
export const markdown: LintReporter = {
  name: 'markdown',
  render(report) {
    const { findings, known } = report;
    const mark = findings.length === 0 ? '✅' : '❌';
    const left = findings.length - MOST;
    const rows = findings.slice(0, MOST).map(({ file, line, level, id, message, why, witness }) => {
      const text = [message, why, ...(witness ? [witnessSentence(witness)] : [])].map(markdownText).join('<br>');
      return `| ${markdownText(`${file}:${line}`)} | ${LEVEL_NAMES[level]} | ${text} (\`${id}\`) |`;
    });
    return [
      `## ${mark} CORS configuration: ${headline(report)}`,
      ...(rows.length === 0 ? [] : ['', '| place | level | finding |', '| --- | --- | --- |', ...rows]),
      ...(left > 0 ? ['', `and ${left} more.`] : []),
      ...(known > 0 ? ['', `${known} more ${known === 1 ? 'is' : 'are'} in the baseline.`] : []),
      '',
    ].join('\n');
  },
};
