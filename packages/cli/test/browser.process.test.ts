import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser, type Machine } from '../src/browser/find-browser.js';
import { switchesOf } from '../src/browser/switches.js';
import { warningPage } from '../src/browser/warning-page.js';
import { build, corsmith } from './built-cli.js';
import { corsmithHere } from './cli-here.js';

const found = (platform: NodeJS.Platform, env: Machine['env'], ...programs: string[]) =>
  findBrowser({ platform, env, isProgram: (path) => programs.includes(path) });

test('Linux: along PATH, Chrome before the others; a Snap too, and nothing of a relative folder', () => {
  const env = { PATH: '/usr/local/bin:/usr/bin:.:bin:' };
  expect(found('linux', env, '/usr/bin/chromium', '/usr/bin/brave-browser')).toBe('/usr/bin/chromium');
  expect(found('linux', env, '/usr/bin/chromium', '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome');
  expect(found('linux', env, '/usr/bin/microsoft-edge-stable')).toBe('/usr/bin/microsoft-edge-stable');
  expect(found('linux', env, '/snap/bin/chromium')).toBe('/snap/bin/chromium');
  expect(found('linux', env, 'chromium', './chromium', 'bin/chromium', '/usr/bin/firefox')).toBeUndefined();
  expect(found('linux', {})).toBeUndefined();
});

test('macOS: among the applications of all and of the person', () => {
  const chrome = 'Google Chrome.app/Contents/MacOS/Google Chrome';
  const edge = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
  expect(found('darwin', { HOME: '/Users/ada' }, edge, `/Users/ada/Applications/${chrome}`)).toBe(
    `/Users/ada/Applications/${chrome}`,
  );
  expect(found('darwin', {}, edge, `/Users/ada/Applications/${chrome}`)).toBe(edge);
});

test('Windows: in the folders for programs, however the environment writes their names', () => {
  const env = {
    ProgramFiles: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local',
  };
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  const chrome = 'C:\\Users\\ada\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
  expect(found('win32', env, edge)).toBe(edge);
  expect(found('win32', env, edge, chrome)).toBe(chrome);
  expect(found('win32', {}, edge)).toBeUndefined();
});

test('the sandbox stays, but for root', () => {
  const start = { profile: '/tmp/p', page: 'about:blank' };
  expect(switchesOf({ ...start, user: 'person' })).not.toContain('--no-sandbox');
  expect(switchesOf({ ...start, user: 'root' })).toContain('--no-sandbox');
  expect(switchesOf({ ...start, user: 'person' })).toEqual(
    expect.arrayContaining(['--disable-web-security', '--user-data-dir=/tmp/p']),
  );
});

test('the warning names the page, whatever stands in its URL', () => {
  const url = `http://localhost:5173/?a=1&b="><script>alert(1)</script>'`;
  const markup = Buffer.from(warningPage(url).split('base64,')[1]!, 'base64').toString();
  expect(markup).toContain('Web security is off');
  expect(markup).toContain('corsmith check');
  expect(markup).not.toContain('<script>');
  expect(markup).toContain('href="http://localhost:5173/?a=1&#38;b=&#34;&#62;');
});

test('an invalid page or program is an error, and nothing starts', async () => {
  const errorOf = async (...args: string[]) => (await corsmithHere(['browser', ...args])).stderr;
  expect(await errorOf('localhost:5173')).toContain('has no scheme');
  expect(await errorOf('file:///index.html')).toContain('is not http:// or https://');
  expect(await errorOf('http://localhost:5173', '--browser', '/nowhere')).toContain("'/nowhere' is no program");
  expect(await errorOf('http://localhost:5173', '--browser', tmpdir())).toContain('is no program');
});

const folder = mkdtempSync(join(tmpdir(), 'corsmith-test-'));
beforeAll(build);
afterAll(() => rmSync(folder, { recursive: true }));

/** A program in place of a browser, which writes down its switches first. */
function program(name: string, script: string) {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > ${path}.switches\n${script}\n`, { mode: 0o755 });
  const profile = () => /--user-data-dir=(.*)/.exec(readFileSync(`${path}.switches`, 'utf8'))![1]!;
  return { path, profile };
}

test('it waits for the browser, and throws its profile away', async () => {
  const { path, profile } = program('closes', 'touch "$(echo "$1" | sed s/.*=//)/Cookies"; exit 0');
  const { code, stdout } = await corsmith(['browser', 'http://localhost:5173', '--browser', path]);
  expect(code).toBe(0);
  expect(stdout).toContain('Web security is off');
  expect(stdout).toContain('corsmith check URL-OF-THE-API --origin http://localhost:5173');
  expect(existsSync(profile())).toBe(false);
});

test('a browser that does not start says why', async () => {
  const { path, profile } = program('fails', 'echo "Missing X server" >&2; exit 1');
  const { code, stderr } = await corsmith(['browser', 'http://localhost:5173', '--browser', path]);
  expect({ code, stderr: stderr.replace(/\s+/g, ' ') }).toEqual({
    code: 2,
    stderr: expect.stringContaining('Missing X server'),
  });
  expect(existsSync(profile())).toBe(false);
});

test('Ctrl-C ends all of it, what will not end too', async () => {
  const { path, profile } = program('stays', `trap '' TERM; sleep 60 & echo $! > ${folder}/child; echo up >&2; wait`);
  const end = new AbortController();
  const ended = corsmith(['browser', 'http://localhost:5173', '--browser', path], { signal: end.signal });
  await expect.poll(() => existsSync(join(folder, 'child'))).toBe(true);
  end.abort();
  expect((await ended).code).toBe(130);
  expect(existsSync(profile())).toBe(false);
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  await expect.poll(() => isRunning(child)).toBe(false);
});

/** A process that is dead and not yet waited for is none. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
