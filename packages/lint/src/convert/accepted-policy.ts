import { type PolicyConfig, PolicyError, parsePolicy } from '@corsmith/server';

type Fields = Readonly<Record<string, unknown>>;

/** Problems that follow from others. */
const MOST_ROUNDS = 20;

/** The policy without what a browser would never honour, each reported; undefined if nothing is left. */
export function acceptedPolicy(described: Fields, leftOut: string[]): PolicyConfig | undefined {
  let policy = described;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    try {
      return parsePolicy(policy).config;
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const fewer = without(policy, error.problems, leftOut);
      if (fewer === undefined) return undefined;
      policy = fewer;
    }
  }
  return undefined;
}

function without(described: Fields, problems: PolicyError['problems'], leftOut: string[]): Fields | undefined {
  const policy: Record<string, unknown> = { ...described };
  let isFewer = false;
  const bad = new Map<string, Set<number>>();
  for (const { path, text, message } of problems) {
    const [, key = '', index] = /^(\w+)(?:\[(\d+)\])?/.exec(path) ?? [];
    if (index === undefined) {
      if (key === 'origins' || !(key in policy)) continue;
      delete policy[key];
      isFewer = true;
    } else bad.set(key, (bad.get(key) ?? new Set()).add(Number(index)));
    // Names of headers and methods are refused if no page can send or read them: nothing is lost.
    if (key === 'origins') leftOut.push(`${text} is left out. ${message}`);
  }
  for (const [key, indices] of bad) {
    const list = policy[key];
    if (!Array.isArray(list)) continue;
    policy[key] = list.filter((_, index) => !indices.has(index));
    isFewer = true;
  }
  const isEmpty = Array.isArray(policy.origins) && policy.origins.length === 0;
  return isFewer && !isEmpty ? policy : undefined;
}
