import { type Baseline, type LintReport, lint, newFindings } from '@corsmith/lint';
import type { SourceFile } from '@corsmith/readers';
import { readPolicyFile } from '../fix/policy-file.js';
import type { LintArguments } from './arguments.js';
import { findFiles } from './files.js';

/** A report with the texts that its code frames need. */
export interface Linted extends LintReport {
  readonly files: readonly SourceFile[];
}

/** Reads and judges once. What the baseline has is counted only. */
export async function lintOnce(
  { paths, name, contract }: LintArguments,
  baseline: Baseline | undefined,
): Promise<Linted> {
  const { files, skipped } = await findFiles(paths, name);
  const promised = contract === undefined ? undefined : { name: contract, policy: await readPolicyFile(contract) };
  const result = await lint({ files }, { ...(promised && { promised }) });
  const findings = baseline ? newFindings(result.findings, files, baseline) : result.findings;
  return { ...result, findings, skipped, known: result.findings.length - findings.length, files };
}
