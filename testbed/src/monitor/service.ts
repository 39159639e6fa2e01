import { setTimeout } from 'node:timers/promises';
import { type OwnedProcess, own } from '../browsers/owned-process.js';

/** A third-party server on this machine, requested over HTTP. */
export interface Service extends OwnedProcess {
  readonly url: string;
}

/** In milliseconds. */
const PATIENCE = 20_000;

/** Starts a server and waits until it says that it is ready. */
export async function startService(
  file: string,
  args: readonly string[],
  { port, readyPath }: { readonly port: number; readonly readyPath: string },
): Promise<Service> {
  const owned = await own(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const url = `http://127.0.0.1:${port}`;
  let said = '';
  owned.child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  await until(
    async () => {
      if (owned.child.exitCode !== null) throw new Error(`${file} ended: ${said}`);
      return (await fetch(`${url}${readyPath}`)).ok;
    },
    () => `${file} is not ready: ${said}`,
  );
  return { ...owned, url };
}

/** Polls until it holds. A poll that throws counts as false. */
export async function until(
  isSo: () => Promise<boolean>,
  complaint: () => string = () => 'It did not become so.',
  patience = PATIENCE,
): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isSo().catch((error: Error) => (/ended:/.test(error.message) ? Promise.reject(error) : false)))) {
    if (performance.now() > end) throw new Error(complaint());
    await setTimeout(20);
  }
}
