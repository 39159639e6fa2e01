// What needs no network and no Node: a page can use it.
export {
  ImportError,
  type ImportErrorCode,
  type ImportedRequest,
  type ImportProblem,
  type ImportSource,
  importSource,
  importText,
  maskHeaderValue,
  maskText,
  type RecordedExchange,
  replay,
} from '@corsmith/evidence';
export { isStackId, neededPolicy, render, type StackId, stacks } from '@corsmith/stacks';
export * from './diagnosis.js';
export { type Explanation, explainMessage } from './explanation/explanation.js';
export { judgeRecorded, type RecordedVerdict } from './explanation/recorded.js';
