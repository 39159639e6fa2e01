import { defined } from '@corsmith/protocol';
import {
  isFor,
  joined,
  MANIFESTS,
  type PolicyReading,
  type Project,
  placeOf,
  type Reading,
  readers,
  type SourceFile,
  type Trap,
} from '@corsmith/readers';
import { effectivePolicy } from './effective.js';
import { type FileEdit, type Finding, type FindingId, LEVELS, type LintResult, type Witness } from './finding.js';
import { withoutIgnored } from './ignores.js';
import { keptBy, type Promised } from './kept.js';
import { doubledHeaders, endedPreflights, onlyInPreflight } from './layers.js';
import type { Judged } from './rule.js';
import { rules } from './rules.js';
import { witnessOf } from './witness.js';

/** Whether a file of this path can be one that a reader understands, or names versions. */
export const mayBeRead = (path: string): boolean =>
  MANIFESTS.test(path) || readers.some(({ files }) => files.test(path));

/** Whether a file says anything that a reader understands. */
export const isOfInterest = (file: SourceFile): boolean =>
  MANIFESTS.test(file.path) || readers.some((reader) => isFor(reader, file));

export interface LintOptions {
  /** A contract that the configurations have to keep. */
  readonly promised?: Promised;
}

/** Reads the configurations in these files and judges them. Nothing is run, and no file makes it throw. */
export async function lint(project: Project, { promised }: LintOptions = {}): Promise<LintResult> {
  const reading = read(project);
  const doubled = doubledHeaders(reading.policies, project.files);
  const judged = await Promise.all(reading.policies.map(judge));
  const findings = [
    ...reading.traps.map((one) => trapFinding(one, reading)),
    ...judged.flat(),
    ...doubled.findings,
    ...endedPreflights(reading, project.files),
    ...onlyInPreflight(reading.policies),
    ...(promised ? await keptBy(reading.policies, promised) : []),
  ];
  const { findings: left, ignored } = withoutIgnored(findings, project.files);
  return {
    policies: reading.policies.map((one) => effectivePolicy(doubled.broken.has(one) ? { ...one, origins: [] } : one)),
    findings: ordered(left),
    ignored,
  };
}

/** What the configurations of these files say, unjudged. */
export function read(project: Project): Reading {
  return joined(
    readers.flatMap((reader) => {
      const files = project.files.filter((file) => isFor(reader, file));
      return files.length === 0 ? [] : [reader.read(files, project)];
    }),
  );
}

async function judge(policy: PolicyReading): Promise<readonly Finding[]> {
  if (policy.refused !== undefined) return [];
  const found = rules.flatMap((rule) => rule.judge(policy).map((one) => ({ id: rule.id, judged: one })));
  const findings = await Promise.all(
    found.map(async ({ id, judged }) => {
      const witness = judged.example && (await witnessOf(policy, judged.example.request));
      if (witness && !confirms(witness, judged)) return [];
      return [findingOf(id, policy.stack, judged, witness)];
    }),
  );
  return findings.flat();
}

/** What no browser does is not reported. */
function confirms({ browsers }: Witness, { example }: Judged): boolean {
  return Object.values(browsers).some(({ allowed }) => allowed === (example?.outcome === 'allowed'));
}

function findingOf(
  id: FindingId,
  stack: PolicyReading['stack'],
  { level, at, message, why, fix }: Judged,
  witness?: Witness,
): Finding {
  const { line, column } = placeOf(at);
  const edit: FileEdit | undefined = fix && {
    file: fix.at.file.path,
    from: fix.at.from,
    to: fix.at.to,
    text: fix.text,
  };
  return {
    id,
    level,
    stack,
    file: at.file.path,
    line,
    column,
    message,
    why,
    ...defined({ witness, fix: edit }),
  };
}

function trapFinding(trap: Trap, { policies }: Reading): Finding {
  const stack = policies.find(({ at }) => at.file === trap.at.file)?.stack ?? policies[0]?.stack ?? 'nginx';
  return findingOf(trap.id, trap.stack ?? stack, trap);
}

/** By file and place, the worst first; the same fault of several policies once. */
function ordered(findings: readonly Finding[]): readonly Finding[] {
  const distinct = new Map(
    findings.map((one) => [`${one.id} ${one.file} ${one.line} ${one.column} ${one.message}`, one]),
  );
  return [...distinct.values()].sort(
    (a, b) =>
      a.file.localeCompare(b.file) ||
      a.line - b.line ||
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      a.column - b.column,
  );
}
