import { canInstallPackages, installPackages } from './apt.mjs';
import { debianPackages, installedVersion, missingGroups, outdatedGroups } from './system-packages.mjs';

/** This machine. Tests put another in its place. */
const here = {
  canInstall: canInstallPackages,
  install: installPackages,
  missing: missingGroups,
  outdated: outdatedGroups,
  installedVersion,
};

/**
 * Installs what is missing and upgrades what is older than the tested version. Neither has to succeed: tests whose
 * programs are missing are skipped, and an older browser is tested with the predictions for its version.
 *
 * @param {typeof import('./system-packages.mjs').systemPackages} groups
 * @param {'tests' | 'benches'} purpose
 * @param {(text: string) => void} say
 */
export function installSystemPackages(groups, purpose, say, machine = here) {
  const wanted = { missing: machine.missing(groups), outdated: machine.outdated(groups) };
  if (wanted.missing.length + wanted.outdated.length === 0) return;
  let complaint = '';
  if (machine.canInstall()) {
    const missing = debianPackages(groups, wanted.missing);
    const outdated = debianPackages(groups, wanted.outdated);
    if (missing.length > 0) say(`installing Debian packages for the ${purpose}, once: ${missing.join(' ')} …`);
    if (outdated.length > 0) say(`upgrading what is older than the tested version: ${outdated.join(' ')} …`);
    complaint = machine.install(missing, outdated);
  }
  for (const name of machine.outdated(groups)) {
    const { debian, tested } = groups[name];
    const [version] = machine.installedVersion(debian[0]).split('-');
    say(
      `${name} ${version} could not be upgraded to ${tested}, the newest tested version: predictions are for ${version}`,
    );
  }
  const left = machine.missing(groups);
  if (left.length === 0) return;
  const fate = process.env.CI === 'true' || purpose === 'benches' ? 'fail' : 'are skipped';
  say(`${purpose} that need one of these ${fate}:`);
  for (const name of left) say(`  ${name} (${groups[name].reason})`);
  if (complaint !== '') say(complaint.trimEnd());
  say(
    `on Debian they are installed with: sudo apt-get update && sudo apt-get install ${debianPackages(groups, left).join(' ')}`,
  );
}
