export type * from './contract.js';
export { ContractError, type ContractProblem, type ContractProblemCode } from './contract-error.js';
export { type Expectation, serverName, type Visit } from './expectation.js';
export { plan, planSize } from './plan.js';
export { type IncludedText, type ReadOptions, readContract, readPolicy } from './read-contract.js';
export type { BrokenReason, Verdict as ContractVerdict } from './verdict.js';
export { type Concurrency, limitConcurrency } from './verification/concurrency.js';
export { explainFailures, type Failure, type FailureOptions } from './verification/failures.js';
export { type Result, type VerifyOptions, verify } from './verification/verify.js';
