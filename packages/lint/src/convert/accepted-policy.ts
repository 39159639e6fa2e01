import { createPolicy, type PolicyConfig, PolicyError } from '@corsmith/server';

/** Problems that follow from others. */
const MOST_ROUNDS = 20;

/** The policy without what a browser would never honour, each reported; undefined if nothing is left. */
export function acceptedPolicy(config: PolicyConfig, leftOut: string[]): PolicyConfig | undefined {
  let policy = config;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    try {
      createPolicy(policy);
      return policy;
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const fewer = without(policy, error.problems, leftOut);
      if (fewer === undefined) return undefined;
      policy = fewer;
    }
  }
  return undefined;
}

function without(config: PolicyConfig, problems: PolicyError['problems'], leftOut: string[]): PolicyConfig | undefined {
  const policy = { ...config } as Record<string, unknown>;
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
    policy[key] = (policy[key] as readonly string[]).filter((_, index) => !indices.has(index));
    isFewer = true;
  }
  return isFewer && (policy.origins as string).length > 0 ? (policy as unknown as PolicyConfig) : undefined;
}
