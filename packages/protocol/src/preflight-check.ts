import type { WireResponse } from './exchange.js';
import { byteLowercase, contains, extractTokenList } from './header-list.js';
import { isCorsSafelistedMethod } from './method.js';
import type { Failure, FetchRequest } from './request.js';
import type { Rules } from './rules.js';

/** An answered preflight. */
export interface Preflight {
  readonly request: FetchRequest;
  /** What Access-Control-Request-Headers asked for. */
  readonly names: readonly string[];
  readonly response: WireResponse;
  readonly rules: Rules;
}

/** One thing that a preflight's answer must pass. The parts of https://fetch.spec.whatwg.org/#cors-preflight-fetch step 7. */
export type PreflightCheck = (preflight: Preflight) => Failure | undefined;

export const isOkStatus = (status: number): boolean => status >= 200 && status <= 299;
export const isRedirectStatus = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

export const accessCheck: PreflightCheck = ({ request, response, rules }) =>
  rules.corsCheck(request, response, rules.originOf(request, 'preflight'));

export const redirectCheck: PreflightCheck = ({ request, response, rules }) => {
  const target = rules.redirectTarget(request, response);
  if (target.kind === 'invalid') return { code: 'RedirectInvalidLocation', parameter: target.location };
  return target.kind === 'to' ? { code: 'PreflightDisallowedRedirect' } : undefined;
};

export const statusCheck: PreflightCheck = ({ response }) =>
  isOkStatus(response.status) ? undefined : { code: 'PreflightInvalidStatus', parameter: String(response.status) };

export const allowedMethods = (response: WireResponse): string[] | undefined =>
  extractTokenList(response.headers, 'access-control-allow-methods');

export const allowedHeaders = (response: WireResponse): string[] | undefined =>
  extractTokenList(response.headers, 'access-control-allow-headers')?.map(byteLowercase);

export const methodsListCheck: PreflightCheck = ({ response }) =>
  allowedMethods(response) ? undefined : { code: 'InvalidAllowMethodsPreflightResponse' };

export const headersListCheck: PreflightCheck = ({ response }) =>
  allowedHeaders(response) ? undefined : { code: 'InvalidAllowHeadersPreflightResponse' };

/** Both lists must parse, even where nothing of them is needed. */
export const listsCheck: PreflightCheck = (preflight) => methodsListCheck(preflight) ?? headersListCheck(preflight);

export const methodCheck: PreflightCheck = ({ request, response }) => {
  const methods = allowedMethods(response) ?? [];
  const allowed =
    isCorsSafelistedMethod(request.method) ||
    methods.includes(request.method) ||
    (request.credentials !== 'include' && methods.includes('*'));
  return allowed ? undefined : { code: 'MethodDisallowedByPreflightResponse', parameter: request.method };
};

/** What the standard adds, and no engine does: a forced preflight without Access-Control-Allow-Methods permits its method. */
export const forcedMethodCheck: PreflightCheck = (preflight) =>
  preflight.request.useCorsPreflight && !contains(preflight.response.headers, 'access-control-allow-methods')
    ? undefined
    : methodCheck(preflight);

/** `*` covers every name. */
export const headersCheck: PreflightCheck = ({ request, names, response }) => {
  const allowed = new Set(allowedHeaders(response));
  if (request.credentials !== 'include' && allowed.has('*')) return undefined;
  const refused = names.find((name) => !allowed.has(name));
  return refused === undefined ? undefined : { code: 'HeaderDisallowedByPreflightResponse', parameter: refused };
};

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const isCorsNonWildcardRequestHeaderName = (name: string): boolean => byteLowercase(name) === 'authorization';

/** What the standard adds, and no engine does yet: `*` does not cover Authorization. */
export const nonWildcardCheck: PreflightCheck = ({ request, response }) => {
  const sent = request.headers.some(([name]) => isCorsNonWildcardRequestHeaderName(name));
  if (!sent || allowedHeaders(response)?.includes('authorization')) return undefined;
  return { code: 'HeaderDisallowedByPreflightResponse', parameter: 'authorization' };
};
