import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The path of a contract's state file, derived from the contract's path. https://specifications.freedesktop.org/basedir-spec/latest/ */
export function statePath(contract: string, environment: string | undefined, env: NodeJS.ProcessEnv): string {
  const { XDG_STATE_HOME: named, LOCALAPPDATA: local } = env;
  const base = named ? named : process.platform === 'win32' && local ? local : join(homedir(), '.local', 'state');
  const key = createHash('sha256')
    .update(JSON.stringify([resolve(contract), environment]))
    .digest('hex');
  return join(base, 'corsmith', `watch-${key.slice(0, 12)}.json`);
}
