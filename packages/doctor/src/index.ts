export {
  ImportError,
  type ImportErrorCode,
  type ImportedRequest,
  type ImportProblem,
  type ImportSource,
  importSource,
  importText,
  isSecretName,
  MASK,
  maskHeaderValue,
  maskText,
  type RecordedExchange,
  replay,
  secretsOfUrl,
} from '@corsmith/evidence';
export {
  type CodePlace,
  codePlaceOf,
  inForm,
  isStackId,
  type NeededHeaders,
  neededHeaders,
  neededPolicy,
  render,
  type StackId,
  socketIoStep,
  stacks,
} from '@corsmith/stacks';
export { type DiagnoseOptions, diagnose } from './diagnose.js';
export { diagnoseResponses, type Responses } from './diagnose-responses.js';
export * from './diagnosis.js';
export { type Explanation, explainMessage } from './explanation/explanation.js';
export { causeTitle, fixSentence } from './explanation/named-cause.js';
export { judgeRecorded, type RecordedVerdict } from './explanation/recorded.js';
export { parseDirectServer } from './probe/direct-server.js';
export type { HarmlessRequest } from './probe/harmless.js';
export { Permission } from './probe/permission.js';
export { createProbe, type DirectServer, type Front, type Probe, type ProbeOptions } from './probe/probe.js';
