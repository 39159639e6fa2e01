import { afterEach, expect, test, vi } from 'vitest';
import { installSystemPackages } from '../install-system-packages.mjs';
import { systemPackages } from '../system-packages.mjs';

afterEach(() => vi.unstubAllEnvs());

interface Package {
  readonly installed?: string;
  readonly candidate?: string;
}

/** A machine with these versions of Chromium and nginx, whose apt-get installs the candidate. */
function machine(packages: Readonly<Record<'chromium' | 'nginx', Package>>, canInstall = true) {
  const installed = new Map(Object.entries(packages).map(([name, { installed }]) => [name, installed]));
  const said: string[] = [];
  const install = vi.fn((missing: string[], outdated: string[]) => {
    for (const name of [...missing, ...outdated])
      installed.set(name, packages[name as keyof typeof packages].candidate ?? installed.get(name));
    return missing.every((name) => installed.get(name)) ? '' : `E: Unable to locate package ${missing.join(' ')}`;
  });
  const fake = {
    canInstall: () => canInstall,
    install,
    missing: (groups: object) => Object.keys(groups).filter((name) => !installed.get(name)),
    outdated: () => (Number.parseInt(installed.get('chromium') ?? '999', 10) < 156 ? ['chromium'] : []),
    installedVersion: (name: string) => installed.get(name) ?? '',
  };
  const { chromium, nginx } = systemPackages;
  installSystemPackages({ chromium: chromium!, nginx: nginx! }, 'tests', (text: string) => said.push(text), fake);
  return { install, said: said.join('\n') };
}

const OLD = '150.0.7871.100-1~deb12u1';
const TESTED = '156.0.8078.114-1~deb12u1';

test('what is there and not older than the tested version is left alone', () => {
  const { install, said } = machine({ chromium: { installed: TESTED }, nginx: { installed: '1.22' } });
  expect(install).not.toHaveBeenCalled();
  expect(said).toBe('');
});

test('an older browser is upgraded, and what is missing is installed', () => {
  const { install, said } = machine({
    chromium: { installed: OLD, candidate: TESTED },
    nginx: { candidate: '1.22' },
  });
  expect(install).toHaveBeenCalledExactlyOnceWith(['nginx'], ['chromium']);
  expect(said).not.toContain('could not be upgraded');
  expect(said).not.toContain('skipped');
});

test.each([true, false])(
  'an older browser that cannot be upgraded (apt-get: %s) is reported, and skips nothing',
  (can) => {
    const { said } = machine({ chromium: { installed: OLD }, nginx: { installed: '1.22' } }, can);
    expect(said).toContain('chromium 150.0.7871.100 could not be upgraded to 156');
    expect(said).toContain('predictions are for 150.0.7871.100');
    expect(said).not.toContain('skipped');
  },
);

test('what is still missing is named, with the reason and the command that installs it', () => {
  vi.stubEnv('CI', '');
  const { said } = machine({ chromium: { installed: TESTED }, nginx: {} });
  expect(said).toContain('tests that need one of these are skipped:\n  nginx');
  expect(said).toContain('E: Unable to locate package nginx');
  expect(said).toContain('sudo apt-get update && sudo apt-get install nginx');
  vi.stubEnv('CI', 'true');
  expect(machine({ chromium: { installed: TESTED }, nginx: {} }).said).toContain('fail:');
});
