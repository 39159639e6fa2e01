import type { PolicyReading } from './reading.js';
import { type Trap, trap } from './trap.js';

/** A trap for each policy with which the server does not start, at the origin that is to blame if there is one. */
export const refusals = (policies: readonly PolicyReading[]): readonly Trap[] =>
  policies.flatMap(({ refused, origins, at, stack }) =>
    refused === undefined ? [] : [trap('refuses-to-start', origins[0]?.at ?? at, { message: refused, stack })],
  );
