import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The page's server, as a person starts it. */
export interface UiProcess {
  /** As printed: with the token. */
  readonly link: string;
  /** Without it. */
  readonly base: string;
  stop(): Promise<void>;
}

export async function startUi(): Promise<UiProcess> {
  const child = spawn(process.execPath, [join(root, 'packages/cli/bundle/main.js'), 'ui'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /http:\S+/.exec(line)?.[0];
    if (link) return { link, base: link.split('#')[0]!, stop };
  }
  throw new Error('corsmith ui ended');
}
