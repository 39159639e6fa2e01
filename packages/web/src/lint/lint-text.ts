import { effectivePolicy, type Finding, isOfInterest, lint, read, responsesOf } from '@corsmith/lint';
import { type EngineName, type Outcome, type PageRequest, simulate } from '@corsmith/protocol';
import type { PolicyReading, ReadPolicy } from '@corsmith/readers';
import { readHeaders } from '../playground/header-text.js';
import { FILE_NAMES } from './file-names.js';

export interface LintedText {
  /** The name under which it was read. */
  readonly name: string;
  readonly findings: readonly Finding[];
  readonly policies: readonly LintedPolicy[];
}

export interface LintedPolicy {
  readonly policy: ReadPolicy;
  readonly reading: PolicyReading;
}

/** In characters: longer texts are not configuration that a person writes. */
export const TEXT_LIMIT = 1024 * 1024;

/** Reads and judges a pasted text; without a name, under the one that makes most of it. */
export async function lintText(text: string, typedName: string): Promise<LintedText | undefined> {
  const name = typedName.trim() === '' ? bestName(text) : typedName.trim();
  if (name === undefined || text.trim() === '' || text.length > TEXT_LIMIT) return undefined;
  const project = { files: [{ path: name, text }] };
  const { findings } = await lint(project);
  const policies = read(project).policies.map((reading) => ({ policy: effectivePolicy(reading), reading }));
  return { name, findings, policies };
}

/** Undefined if no reader makes anything of it. */
function bestName(text: string): string | undefined {
  let best: { readonly name: string; readonly score: number } | undefined;
  for (const path of FILE_NAMES) {
    const file = { path, text };
    if (!isOfInterest(file)) continue;
    const { policies, traps } = read({ files: [file] });
    const isBroken = traps.some(({ id }) => id === 'syntax-error');
    const score = isBroken ? 0 : policies.length * 2 + traps.length;
    if (score > (best?.score ?? 0)) best = { name: path, score };
  }
  return best?.name;
}

/** A request to try on a policy, as typed. */
export interface Tried {
  readonly origin: string;
  readonly method: string;
  readonly headers: string;
  readonly credentials: boolean;
}

export const START: Tried = { origin: 'https://app.example.com', method: 'GET', headers: '', credentials: false };

const ENGINES = ['chromium', 'firefox', 'webkit'] as const satisfies readonly EngineName[];

/** What each browser makes of it, or why it is no request. */
export async function tried(
  reading: PolicyReading,
  { origin, method, headers, credentials }: Tried,
): Promise<Outcomes> {
  const { headers: list, problems } = readHeaders(headers);
  const [problem] = problems;
  if (problem) return { outcomes: [], problem: `Line ${problem.line}: ${problem.message}` };
  const path = /^\/[\w./-]*/.exec(reading.where ?? '')?.[0] ?? '/';
  const request: PageRequest = {
    origin,
    url: `https://api.example${path}`,
    method,
    headers: list,
    credentials: credentials ? 'include' : 'omit',
  };
  try {
    const outcomes = await Promise.all(ENGINES.map((engine) => simulate(request, responsesOf(reading), { engine })));
    return { outcomes };
  } catch (error) {
    return { outcomes: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

export interface Outcomes {
  readonly outcomes: readonly Outcome[];
  readonly problem?: string;
}
