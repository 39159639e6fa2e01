import type { HeaderList } from '@corsmith/protocol';

/** Name, value, name, value… as Node and undici give raw headers. */
export const pairs = (flat: readonly string[]): HeaderList =>
  Array.from({ length: flat.length >> 1 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!]);
