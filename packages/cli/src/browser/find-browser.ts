import { posix, win32 } from 'node:path';

/** What decides where a browser may be. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether there is a file that can be run. */
  readonly isProgram: (path: string) => boolean;
}

/** The first browser of Chromium's family on this machine; undefined where there is none in the usual places. */
export const findBrowser = (machine: Machine): string | undefined => placesOf(machine).find(machine.isProgram);

/** All of them understand the switch; that of the most people comes first. */
function placesOf({ platform, env }: Machine): readonly string[] {
  switch (platform) {
    case 'darwin':
      return onMac(env);
    case 'win32':
      return onWindows(env);
    default:
      return onLinux(env);
  }
}

const LINUX_NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
  'brave',
];

function onLinux({ PATH = '' }: Machine['env']): readonly string[] {
  // What stands in a relative folder is the folder's, and not the system's.
  const folders = [...PATH.split(':').filter((folder) => folder.startsWith('/')), '/snap/bin'];
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}

const MAC_NAMES = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];

function onMac({ HOME }: Machine['env']): readonly string[] {
  const folders = ['/Applications', ...(HOME ? [posix.join(HOME, 'Applications')] : [])];
  return MAC_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, `${name}.app/Contents/MacOS/${name}`)));
}

const WINDOWS_PATHS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];

function onWindows(env: Machine['env']): readonly string[] {
  const named = new Map(Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]));
  const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => named.get(name) || []);
  return WINDOWS_PATHS.flatMap((path) => folders.map((folder) => win32.join(folder, path)));
}
