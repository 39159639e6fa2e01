// What needs no network and no Node: a page can use it.
export * from './diagnosis.js';
export { type Explanation, explainMessage } from './explanation/explanation.js';
export { judgeRecorded, type RecordedVerdict } from './explanation/recorded.js';
export { ImportError, type ImportErrorCode, type ImportProblem } from './import/import-error.js';
export { importSource, importText } from './import/import-text.js';
export type * from './import/imported-request.js';
export { replay } from './import/replay.js';
export { maskHeaderValue, maskText } from './masking.js';
export { neededPolicy } from './needed-policy.js';
export { isStackId, render, type StackId, stacks } from './stacks/catalogue.js';
