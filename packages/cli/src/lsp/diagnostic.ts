import { printable } from '@corsmith/evidence';
import { type Finding, linesOf } from '@corsmith/lint';
import type { Level } from '@corsmith/readers';
import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

const SEVERITIES: Readonly<Record<Level, DiagnosticSeverity>> = {
  broken: DiagnosticSeverity.Error,
  insecure: DiagnosticSeverity.Error,
  fragile: DiagnosticSeverity.Warning,
  'no-effect': DiagnosticSeverity.Information,
};

export const diagnosticOf = (finding: Finding, document: TextDocument): Diagnostic => ({
  range: rangeOf(finding, document),
  severity: SEVERITIES[finding.level],
  source: 'corsmith',
  code: finding.id,
  message: linesOf(finding).map(printable).join('\n'),
});

/** From the place of the finding to the end of its line. */
export function rangeOf({ line, column }: Pick<Finding, 'line' | 'column'>, document: TextDocument): Range {
  const text = document.getText();
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  const lineEnd = text.indexOf('\n', start);
  const row = text.slice(start, lineEnd < 0 ? text.length : lineEnd);
  const from = start + Math.min(column - 1, row.length);
  const to = Math.max(from, start + row.trimEnd().length);
  return { start: document.positionAt(from), end: document.positionAt(to) };
}
