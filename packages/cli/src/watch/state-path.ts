import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the state of a contract lies, by where its file lies. https://specifications.freedesktop.org/basedir-spec/latest/ */
export function statePath(contract: string, environment: string | undefined, env: NodeJS.ProcessEnv): string {
  const { XDG_STATE_HOME: named, LOCALAPPDATA: local } = env;
  const base = named ? named : process.platform === 'win32' && local ? local : join(homedir(), '.local', 'state');
  const key = createHash('sha256')
    .update(JSON.stringify([resolve(contract), environment]))
    .digest('hex');
  return join(base, 'corsmith', `watch-${key.slice(0, 12)}.json`);
}
