export { effectivePolicy } from './effective.js';
export * from './finding.js';
export { isOfInterest, lint, mayBeRead } from './lint.js';
export { responsesOf } from './responses.js';
export type { Rule } from './rule.js';
export { rules } from './rules.js';
export { BROWSERS } from './witness.js';
