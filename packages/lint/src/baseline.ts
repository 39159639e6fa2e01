import { recordOf } from '@corsmith/protocol';
import type { SourceFile } from '@corsmith/readers';
import type { Finding } from './finding.js';

/** Findings that are known already, so that only new ones count. Lines may move: the text of the line counts. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly KnownFinding[];
}

interface KnownFinding {
  readonly id: string;
  readonly file: string;
  /** The line as it is written, without indentation. */
  readonly code: string;
  /** How often; absent for once. */
  readonly count?: number;
}

export function baselineOf(findings: readonly Finding[], files: readonly SourceFile[]): Baseline {
  const codeOf = codeFinder(files);
  const counts = new Map<string, KnownFinding & { readonly count: number }>();
  for (const finding of findings) {
    const known = { id: finding.id, file: finding.file, code: codeOf(finding) };
    const key = keyOf(known);
    counts.set(key, { ...known, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return { version: 1, findings: sorted.map(({ count, ...one }) => (count === 1 ? one : { ...one, count })) };
}

/** What is not in the baseline. */
export function newFindings(
  findings: readonly Finding[],
  files: readonly SourceFile[],
  baseline: Baseline,
): readonly Finding[] {
  const codeOf = codeFinder(files);
  const left = new Map(baseline.findings.map((one) => [keyOf(one), one.count ?? 1]));
  return findings.filter((finding) => {
    const key = keyOf({ id: finding.id, file: finding.file, code: codeOf(finding) });
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

/** The baseline that a text is, or a sentence: why it is none. */
export function parseBaseline(text: string): Baseline | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return 'It is not valid JSON.';
  }
  const { version, findings } = recordOf(data);
  if (version !== 1 || !Array.isArray(findings)) return 'It is not a baseline: version 1 and findings are missing.';
  return findings.every(isKnown) ? { version, findings } : 'Each of its findings needs an id, a file and its code.';
}

function isKnown(one: unknown): one is KnownFinding {
  const { id, file, code, count } = recordOf(one);
  return (
    [id, file, code].every((part) => typeof part === 'string') && (count === undefined || typeof count === 'number')
  );
}

const keyOf = ({ id, file, code }: KnownFinding): string => JSON.stringify([id, file, code]);

function codeFinder(files: readonly SourceFile[]): (finding: Finding) => string {
  const rows = new Map<string, readonly string[]>();
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return ({ file, line }) => {
    const own = rows.get(file) ?? (texts.get(file) ?? '').split('\n');
    rows.set(file, own);
    return (own[line - 1] ?? '').trim().slice(0, 200);
  };
}
