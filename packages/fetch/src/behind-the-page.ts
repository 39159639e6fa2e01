import { AsyncLocalStorage } from 'node:async_hooks';

const behind = new AsyncLocalStorage<true>();

/**
 * Runs what is not the page: the network, a mock of it, an app. Where the page's `fetch` stands as the global one, that code
 * calls it too, and is no page: it gets the `fetch` that was there before.
 */
export const runBehindThePage = <T>(run: () => T): T => behind.run(true, run);

export const isBehindThePage = (): boolean => behind.getStore() === true;
