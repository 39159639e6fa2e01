import type { Words } from './engine.js';

/** The standard asks for a TypeError and leaves its words to the engine; these are Node's. */
export const standard: Words = {
  failed: 'fetch failed',
  notUrl: (text) => `Failed to parse URL from ${text}`,
  refused: () => undefined,
};
