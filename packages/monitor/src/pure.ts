// What needs no network and no Node: a page can use it.
export { type Run, runsOf, spansOf } from './watch/past.js';
export { kindsOf, type Status } from './watch/report.js';
export type { CheckState } from './watch/state.js';
export { blocksOf, STRIP, stripText } from './watch/strip.js';
