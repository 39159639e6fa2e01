import { annotation, MOST_ANNOTATIONS } from '@corsmith/evidence';
import type { Level } from '@corsmith/readers';
import type { Finding } from '../finding.js';
import { headline, linesOf } from '../report.js';
import type { LintReporter } from '../reporter.js';

const KINDS: Readonly<Record<Level, string>> = {
  broken: 'error',
  insecure: 'error',
  fragile: 'warning',
  'no-effect': 'notice',
};

/**
 * Annotations at the lines of the files.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: LintReporter = {
  name: 'github',
  kind: 'annotations',
  render(report) {
    const { findings } = report;
    const worst = [...findings].sort((a, b) => order(a) - order(b));
    const shown = findings.length <= MOST_ANNOTATIONS ? worst : worst.slice(0, MOST_ANNOTATIONS - 1);
    const left = findings.length - shown.length;
    const summary = (text: string) => [annotation({ title: 'corsmith' }, text, 'notice')];
    const rest = left > 0 ? summary(`and ${left} more. ${headline(report)}.`) : [];
    const none = findings.length === 0 ? summary(`${headline(report)}.`) : [];
    return [...shown.map(annotationOf), ...rest, ...none, ''].join('\n');
  },
};

const order = ({ level }: Finding): number => Object.keys(KINDS).indexOf(level);

const annotationOf = (finding: Finding): string => {
  const { file, line, column, id, level } = finding;
  const place = { file, line: `${line}`, col: `${column}`, title: `corsmith: ${id}` };
  return annotation(place, linesOf(finding).join('\n'), KINDS[level]);
};
