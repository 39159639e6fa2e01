// What needs no network and no Node: a page can use it.
export * from './diagnosis.js';
export { type Explanation, explainMessage } from './explanation/explanation.js';
export { judgeRecorded, type RecordedVerdict } from './explanation/recorded.js';
