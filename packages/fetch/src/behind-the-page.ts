import { AsyncLocalStorage } from 'node:async_hooks';

const behind = new AsyncLocalStorage<true>();

/**
 * Runs what is not the page: the network, a mock of it, an app. If the page's `fetch` replaces the global one, that code
 * calls it too, but gets the previous `fetch`.
 */
export const runBehindThePage = <T>(run: () => T): T => behind.run(true, run);

export const isBehindThePage = (): boolean => behind.getStore() === true;
