import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What tests and benches need beyond Node and npm: the Debian packages of each group, why they are needed, and how to see
 * that they are there (on any system). A test names the groups that it needs with `needs()` of the testbed. `tested` is
 * the newest version of the first package on which predictions are tested: an older one is upgraded if possible. A browser
 * can also be named by an environment variable, which then decides alone.
 */
export const systemPackages = {
  chromium: {
    debian: ['chromium'],
    reason: 'predictions are compared with real Chromium',
    program: { variable: 'CORSMITH_CHROMIUM', names: ['chromium', 'chromium-browser', 'google-chrome'] },
    isPresent: () => hasProgram('chromium'),
    tested: '156',
  },
  firefox: {
    debian: ['firefox-esr'],
    reason: 'predictions are compared with real Firefox',
    program: { variable: 'CORSMITH_FIREFOX', names: ['firefox-esr', 'firefox'] },
    isPresent: () => hasProgram('firefox'),
    tested: '153',
  },
  webkit: {
    debian: ['webkit2gtk-driver', 'xvfb'],
    reason: 'predictions are compared with real WebKit, whose MiniBrowser needs a display',
    isPresent: () => isInLibrary('webkit2gtk-4.1', 'MiniBrowser') && isOnPath('Xvfb'),
    tested: '2.50',
  },
  nginx: {
    debian: ['nginx'],
    reason: 'its recipe is tested on the real server, and it is a proxy in front of others',
    isPresent: () => isOnPath('nginx'),
  },
  apache: {
    debian: ['apache2-bin'],
    reason: 'its recipe is tested on the real server',
    isPresent: () => isOnPath('apache2'),
  },
  caddy: {
    debian: ['caddy'],
    reason: 'its recipe is tested on the real server, and it is a proxy in front of others',
    isPresent: () => isOnPath('caddy'),
  },
  haproxy: {
    debian: ['haproxy'],
    reason: 'its recipe is tested on the real server, and it is a proxy in front of others',
    isPresent: () => isOnPath('haproxy'),
  },
  varnish: {
    debian: ['varnish'],
    reason: 'its recipe is tested on the real server, and it is a cache in front of others',
    isPresent: () => isOnPath('varnishd'),
  },
  fastapi: {
    debian: ['python3-fastapi', 'python3-starlette', 'uvicorn'],
    reason: 'recipes for FastAPI and Starlette are tested on them',
    isPresent: () => ['fastapi', 'starlette', 'uvicorn'].every(isInPython),
  },
  flask: {
    debian: ['python3-flask', 'python3-flask-cors'],
    reason: 'the recipe for Flask is tested on it',
    isPresent: () => ['flask', 'flask_cors'].every(isInPython),
  },
  django: {
    debian: ['python3-django', 'python3-django-cors-headers', 'gunicorn'],
    reason: 'the recipe for Django is tested on it',
    isPresent: () => ['django', 'corsheaders', 'gunicorn'].every(isInPython),
  },
  rails: {
    debian: ['ruby-railties', 'ruby-actionpack', 'ruby-rack-cors', 'puma'],
    reason: 'the recipe for Rails is tested on it',
    isPresent: () => isOnPath('puma') && ['railties', 'actionpack', 'rack-cors'].every(isGem),
  },
  'go-rs-cors': {
    debian: ['golang-go', 'golang-github-rs-cors-dev'],
    reason: 'the recipe for rs/cors is tested on it',
    isPresent: () => isOnPath('go') && existsSync('/usr/share/gocode/src/github.com/rs/cors'),
  },
  prometheus: {
    debian: ['prometheus', 'prometheus-alertmanager'],
    reason: 'they scrape a watch, and fire and resolve its rules',
    isPresent: () => ['prometheus', 'promtool', 'prometheus-alertmanager'].every(isOnPath),
  },
  redis: {
    debian: ['redis-server'],
    reason: 'workers of a watch share their checks through it',
    isPresent: () => isOnPath('redis-server'),
  },
  blackbox: {
    debian: ['prometheus-blackbox-exporter'],
    reason: 'it runs the modules that are made from a contract',
    isPresent: () => isOnPath('prometheus-blackbox-exporter'),
  },
  'language-packs': {
    debian: ['unzip'],
    reason: 'Firefox’s messages in other languages are read from its packages, which apt downloads',
    isPresent: () => ['unzip', 'apt-get', 'dpkg-deb'].every(isOnPath),
  },
};

/** What the benches need besides, as above. */
export const benchPackages = {
  curl: {
    debian: ['curl'],
    reason: 'it is what a check is measured against',
    isPresent: () => isOnPath('curl'),
  },
  wrk: {
    debian: ['wrk'],
    reason: 'it measures the servers’ limit',
    isPresent: () => isOnPath('wrk'),
  },
  goaccess: {
    debian: ['goaccess'],
    reason: 'it is what the reading of logs is measured against',
    isPresent: () => isOnPath('goaccess'),
  },
  ripgrep: {
    debian: ['ripgrep'],
    reason: 'it is what reading a repository is measured against',
    isPresent: () => isOnPath('rg'),
  },
};

/** The names of the groups that are not there. */
export const missingGroups = (groups) => Object.keys(groups).filter((name) => !groups[name].isPresent());

/** The names of the groups that Debian installed and that are older than the tested version. */
export const outdatedGroups = (groups) =>
  Object.keys(groups).filter((name) => {
    const { tested, debian, program } = groups[name];
    const isChosen = program !== undefined && process.env[program.variable];
    return tested !== undefined && !isChosen && isOlder(installedVersion(debian[0]), tested);
  });

/** Whether the first version that `text` names comes before `version`, as far as that goes into parts. Without one: no. */
export function isOlder(text, version) {
  const parts = /\d+(\.\d+)*/.exec(text)?.[0].split('.').map(Number);
  const wanted = version.split('.').map(Number);
  const at = wanted.findIndex((part, i) => part !== (parts?.[i] ?? 0));
  return parts !== undefined && at >= 0 && (parts[at] ?? 0) < wanted[at];
}

/** Empty where Debian's package is not installed, or where this is no Debian. */
export const installedVersion = (name) =>
  spawnSync('dpkg-query', ['-W', name], { encoding: 'utf8' }).stdout?.split('\t')[1] ?? '';

/** The Debian packages of these groups, each once. */
export const debianPackages = (groups, names) => [...new Set(names.flatMap((name) => groups[name].debian))];

export const isOnPath = (command) => findOnPath(command) !== undefined;

export function findOnPath(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

/**
 * The browser of this group: what its environment variable names, whether that exists or not, or the first that is on
 * the PATH.
 *
 * @param {string} group
 * @returns {string | undefined}
 */
export function findProgram(group) {
  const { variable, names } = systemPackages[group].program;
  return process.env[variable] || names.map(findOnPath).find((file) => file !== undefined);
}

const hasProgram = (group) => findProgram(group) !== undefined;

/** In /usr/lib/FOLDER or in /usr/lib/ARCHITECTURE/FOLDER. */
function isInLibrary(folder, file) {
  const libraries = existsSync('/usr/lib') ? ['', ...readdirSync('/usr/lib')] : [];
  return libraries.some((name) => isExecutable(join('/usr/lib', name, folder, file)));
}

/** Where Debian puts the packages of its own Python. */
const isInPython = (name) => existsSync(join('/usr/lib/python3/dist-packages', name));

/** Where Debian puts the gems of its own Ruby: one folder for all versions, and one for each. */
const isGem = (name) =>
  readFolder('/usr/share/rubygems-integration').some((ruby) =>
    readFolder(join('/usr/share/rubygems-integration', ruby, 'specifications')).some((file) =>
      file.startsWith(`${name}-`),
    ),
  );

const readFolder = (folder) => (existsSync(folder) ? readdirSync(folder) : []);

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
