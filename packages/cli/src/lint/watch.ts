import { watch } from 'node:fs';
import path from 'node:path';
import { mayBeRead } from '@corsmith/lint';
import type { Invocation } from '../command.js';

/** Changes of one save come in a row. */
const QUIET_MS = 100;

/**
 * Runs once, and again after each change of a file that may be read, until Ctrl-C. Folders that appear later are watched, too.
 */
export async function runOnChanges(
  paths: readonly string[],
  { signal }: Pick<Invocation, 'signal'>,
  run: () => Promise<void>,
): Promise<void> {
  let wake = () => {};
  let isDue = true;
  let timer: NodeJS.Timeout | undefined;
  const due = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isDue = true;
      wake();
    }, QUIET_MS);
  };
  const watchers = paths.map((one) => {
    const watcher = watch(one, { recursive: true }, (_, name) => {
      if (name === null || isRelevant(name) || isRelevant(one)) due();
    });
    // A folder that is removed while it is watched is no reason to end.
    return watcher.on('error', due);
  });
  const stop = () => wake();
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      if (isDue) {
        isDue = false;
        await run();
      } else
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (isDue || signal.aborted) resolve();
        });
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    for (const watcher of watchers) watcher.close();
  }
}

const isRelevant = (name: string): boolean => {
  const posix = name.split(path.sep).join('/');
  return (mayBeRead(posix) || posix.endsWith('.gitignore')) && !/(?:^|\/)(?:\.git|node_modules)\//.test(posix);
};
