// The part that needs neither network nor Node, for use in a page.
export { type Run, runsOf, spansOf } from './watch/past.js';
export { kindsOf, type Status } from './watch/report.js';
export type { CheckState } from './watch/state.js';
export { blocksOf, STRIP, stripText } from './watch/strip.js';
