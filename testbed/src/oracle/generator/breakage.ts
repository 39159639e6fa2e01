import type { Random } from '../random.js';
import type { Draft } from './draft.js';

/** Breaks a draft in one place, in place. False where it does not apply to this draft. */
export type Breakage = readonly [weight: number, name: string, apply: (draft: Draft, random: Random) => boolean];
