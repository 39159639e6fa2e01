export type { Denial, DenialReason } from './denial.js';
export { RESPONSE_CHANNEL, type ResponseEvent } from './events.js';
export { type CorsOptions, fromCorsOptions } from './from-cors-options.js';
export { createPolicy, type Policy, parsePolicy } from './policy.js';
export type {
  AnyOrigin,
  ListedOrigins,
  OriginsFunction,
  PolicyConfig,
  PolicyRules,
} from './policy-config.js';
export { PolicyError, type PolicyProblem, type PolicyProblemCode } from './policy-error.js';
export { type EnvOptions, policyFromEnv } from './policy-from-env.js';
export type { PolicyResponse } from './policy-response.js';
export type { PolicySource, RoutedRequest } from './policy-source.js';
export { REQUEST_HEADERS_LIMIT } from './request-header-names.js';
export { type CorsRequest, respond, respondAsync } from './respond.js';
export { responsesOf } from './responses-of.js';
export { KEYS as POLICY_KEYS } from './rules/keys.js';
export { nearest } from './rules/nearest.js';
