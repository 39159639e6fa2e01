import type { Finding, LogReport } from '@corsmith/monitor/logs';
import { checkCommand } from '../explain/request-to-check.js';
import { shellCommand } from '../terminal/shell.js';

/** The command that checks the server, as words. */
export const checkOf = ({ request }: Finding): readonly (readonly string[])[] => checkCommand(request);

/** The report with the command of each finding on one line. */
export interface CommandedReport extends LogReport {
  readonly findings: readonly (Finding & { readonly check: string })[];
}

export const withCommands = (report: LogReport): CommandedReport => ({
  ...report,
  findings: report.findings.map(withCommand),
});

export const withCommand = (finding: Finding): CommandedReport['findings'][number] => ({
  ...finding,
  check: shellCommand(checkOf(finding), Number.POSITIVE_INFINITY).join(' '),
});
