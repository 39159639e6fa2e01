import { systemPackages } from '../../setup/system-packages.mjs';

/**
 * Whether the system has what a test needs, by the group names of setup/system-packages.mjs:
 * `describe.runIf(needs('chromium'))('in Chromium', …)` is skipped where Chromium is missing.
 *
 * @throws where a group is missing and `CI` is `true`, so that nothing is skipped there.
 */
export function needs(...groups: readonly string[]): boolean {
  const missing = groups.filter((name) => !groupOf(name).isPresent());
  if (missing.length === 0) return true;
  const packages = missing.flatMap((name) => groupOf(name).debian).join(' ');
  const sentence = `missing on this system: ${missing.join(', ')} (Debian: apt-get install ${packages})`;
  if (process.env.CI === 'true') throw new Error(sentence);
  console.warn(`Tests are skipped: ${sentence}`);
  return false;
}

function groupOf(name: string) {
  const group = systemPackages[name];
  if (!group) throw new Error(`setup/system-packages.mjs has no group '${name}'`);
  return group;
}
