import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What tests need beyond Node and npm: the Debian packages of each group, why they are needed, and how to see that they
 * are there (on any system). A test names the groups that it needs with `needs()` of the testbed.
 */
export const systemPackages = {
  chromium: {
    debian: ['chromium'],
    reason: 'predictions are compared with real Chromium',
    isPresent: () => isOnPath('chromium'),
  },
  firefox: {
    debian: ['firefox-esr'],
    reason: 'predictions are compared with real Firefox',
    isPresent: () => isOnPath('firefox-esr'),
  },
  webkit: {
    debian: ['webkit2gtk-driver', 'xvfb'],
    reason: 'predictions are compared with real WebKit, whose MiniBrowser needs a display',
    isPresent: () => isInLibrary('webkit2gtk-4.1', 'MiniBrowser') && isOnPath('Xvfb'),
  },
};

/** The names of the groups that are not there. */
export const missingGroups = () =>
  Object.entries(systemPackages)
    .filter(([, group]) => !group.isPresent())
    .map(([name]) => name);

/** The Debian packages of these groups, each once. */
export const debianPackages = (groups) => [...new Set(groups.flatMap((name) => systemPackages[name].debian))];

export function isOnPath(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => isExecutable(join(folder, command)));
}

/** In /usr/lib/FOLDER or in /usr/lib/ARCHITECTURE/FOLDER. */
function isInLibrary(folder, file) {
  const libraries = existsSync('/usr/lib') ? ['', ...readdirSync('/usr/lib')] : [];
  return libraries.some((name) => isExecutable(join('/usr/lib', name, folder, file)));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
