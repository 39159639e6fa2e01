export { type Compared, compare } from './compare.js';
export type { Aspect, Comparison, Difference, SideOutcome, Unknowable } from './difference.js';
export type { Candidates, Side } from './side.js';
export { sideOfPolicy } from './side-of-policy.js';
export { sideOfReading } from './side-of-reading.js';
