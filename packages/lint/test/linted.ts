import { type LintResult, lint } from '../src/index.js';

/** What is found in a file of this text, or in several. */
export const linted = (files: Readonly<Record<string, string>>): Promise<LintResult> =>
  lint({ files: Object.entries(files).map(([path, text]) => ({ path, text: unindented(text) })) });

/** The text without its first line break and the indentation that all lines share. */
function unindented(text: string): string {
  const rows = text.replace(/^\n/, '').split('\n');
  const common = Math.min(...rows.filter((row) => row.trim() !== '').map((row) => /^ */.exec(row)![0].length));
  return rows.map((row) => row.slice(common)).join('\n');
}

/** `level id line`, in order. */
export const shownOf = ({ findings }: LintResult): string[] =>
  findings.map(({ level, id, line }) => `${level} ${id} ${line}`);

export const hardOf = (result: LintResult): string[] =>
  shownOf(result).filter((one) => /^(?:broken|insecure)/.test(one));

/** The policy of the only configuration. */
export const onlyPolicy = ({ policies }: LintResult) => policies[0]?.policy;
