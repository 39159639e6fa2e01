import { run } from '../src/program.js';
import type { Ended } from './built-cli.js';

/** Runs the command line in this process, which is quicker; for what neither starts nor signals one. */
export async function corsmithHere(args: readonly string[], { width = 80 } = {}): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  const terminal = (name: 'stdout' | 'stderr') => ({
    print: (text: string) => {
      texts[name] += text;
    },
    colour: 'plain' as const,
    width,
    isWatched: false,
  });
  const { signal } = new AbortController();
  const code = await run(args, { out: terminal('stdout'), err: terminal('stderr'), env: {}, signal });
  return { code, ...texts };
}
