import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/**
 * The seed of properties and of the cases that are new in a run: that of `FRESH_SEED` in the environment; of a clean checkout
 * its commit's, so that a run of the commit is the same on every machine; otherwise a random one.
 */
export function freshSeed(seed = process.env.FRESH_SEED) {
  if (seed) return Number(seed);
  try {
    if (git('status', '--porcelain') === '') return Number.parseInt(git('rev-parse', 'HEAD').slice(0, 8), 16) >>> 1;
  } catch {
    // No checkout of git.
  }
  return randomInt(2 ** 31);
}
