// The command line has no name to import it by: this is what documentation and testbed are made from.
export type { Argument } from './command.js';
export { commands } from './commands.js';
export { scenarios } from './demo/scenarios.js';
export { lintLines } from './lint/screen.js';
export { auditLines } from './terminal/audit.js';
export { diagnosisLines } from './terminal/diagnosis.js';
export { paint } from './terminal/paint.js';
export { shellCommand } from './terminal/shell.js';
export { readPage } from './ui/page-files.js';
