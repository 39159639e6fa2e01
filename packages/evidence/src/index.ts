export { fileProblem } from './file-problem.js';
export { ImportError, type ImportErrorCode, type ImportProblem } from './import-error.js';
export { importSource, importText } from './import-text.js';
export type * from './imported-request.js';
export { MASK, maskHeaderValue, maskText, secretsOfUrl } from './masking.js';
export { replay } from './replay.js';
export { isSecretName } from './secret-name.js';
