export { type AuditOptions, audit, MAX_REQUESTS } from './audit.js';
export { browsersAt } from './browsers-at.js';
export { weaknesses } from './classes.js';
export * from './finding.js';
export { type AuditedAt, sarifOf } from './sarif.js';
export { isAtLeast } from './severity.js';
export { exampleOf } from './target.js';
export { isSocketUrl } from './websocket.js';
