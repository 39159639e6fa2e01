import type { WireResponse } from './exchange.js';
import { lowercaseName } from './field-name.js';
import { extractNames } from './header-lines.js';
import { contains, extractTokenList } from './header-list.js';
import { isCorsSafelistedMethod } from './method.js';
import type { Failure, FetchRequest } from './request.js';
import type { Rules } from './rules.js';

/** A preflight with its response; each list is parsed on first use. */
export class Preflight {
  readonly request: FetchRequest;
  readonly response: WireResponse;
  readonly rules: Rules;
  #methods: readonly string[] | undefined | 'unread' = 'unread';
  #headers: readonly string[] | undefined | 'unread' = 'unread';

  constructor(request: FetchRequest, response: WireResponse, rules: Rules) {
    this.request = request;
    this.response = response;
    this.rules = rules;
  }

  /** The names in Access-Control-Request-Headers. */
  get names(): readonly string[] {
    return this.request.preflighted ?? [];
  }

  /** What its lists permit, names in lower case; undefined where a list does not parse. */
  get methods(): readonly string[] | undefined {
    if (this.#methods === 'unread')
      this.#methods = extractTokenList(this.response.headers, 'access-control-allow-methods');
    return this.#methods;
  }

  get headers(): readonly string[] | undefined {
    if (this.#headers === 'unread') this.#headers = extractNames(this.response.headers, 'access-control-allow-headers');
    return this.#headers;
  }
}

/** One check of a preflight response. The parts of https://fetch.spec.whatwg.org/#cors-preflight-fetch step 7. */
export type PreflightCheck = (preflight: Preflight) => Failure | undefined;

export const isOkStatus = (status: number): boolean => status >= 200 && status <= 299;
export const isRedirectStatus = (status: number): boolean =>
  (status >= 301 && status <= 303) || status === 307 || status === 308;

export const accessCheck: PreflightCheck = ({ request, response, rules }) =>
  rules.corsCheck(request, response, rules.originOf(request, 'preflight'));

export const redirectCheck: PreflightCheck = ({ request, response, rules }) => {
  const target = rules.redirectTarget(request, response);
  if (target.kind === 'invalid') return { code: 'RedirectInvalidLocation', parameter: target.location };
  return target.kind === 'to' ? { code: 'PreflightDisallowedRedirect' } : undefined;
};

export const statusCheck: PreflightCheck = ({ response }) =>
  isOkStatus(response.status) ? undefined : { code: 'PreflightInvalidStatus', parameter: String(response.status) };

export const methodsListCheck: PreflightCheck = ({ methods }) =>
  methods ? undefined : { code: 'InvalidAllowMethodsPreflightResponse' };

export const headersListCheck: PreflightCheck = ({ headers }) =>
  headers ? undefined : { code: 'InvalidAllowHeadersPreflightResponse' };

/** Both lists must parse, even where nothing of them is needed. */
export const listsCheck: PreflightCheck = (preflight) => methodsListCheck(preflight) ?? headersListCheck(preflight);

export const methodCheck: PreflightCheck = ({ request, methods = [] }) => {
  const allowed =
    isCorsSafelistedMethod(request.method) ||
    methods.includes(request.method) ||
    (request.init.credentials !== 'include' && methods.includes('*'));
  return allowed ? undefined : { code: 'MethodDisallowedByPreflightResponse', parameter: request.method };
};

/** What the standard adds, and no engine does: a forced preflight without Access-Control-Allow-Methods permits its method. */
export const forcedMethodCheck: PreflightCheck = (preflight) =>
  preflight.request.init.useCorsPreflight && !contains(preflight.response.headers, 'access-control-allow-methods')
    ? undefined
    : methodCheck(preflight);

/** Whether it permits every requested name. */
export const headersCheck: PreflightCheck = (preflight) => refusedHeader(preflight, preflight.names);

/** The first of these names that is not permitted. `*` covers every name. */
export function refusedHeader({ request, headers }: Preflight, names: readonly string[]): Failure | undefined {
  if (names.length === 0) return undefined;
  const isAllowed = memberOf(headers ?? []);
  if (request.init.credentials !== 'include' && isAllowed('*')) return undefined;
  const refused = names.find((name) => !isAllowed(name));
  return refused === undefined ? undefined : { code: 'HeaderDisallowedByPreflightResponse', parameter: refused };
}

/** Whether a text is in a list: of a long one as quick as of a short one. */
function memberOf(list: readonly string[]): (text: string) => boolean {
  if (list.length < 20) return (text) => list.includes(text);
  const set = new Set(list);
  return (text) => set.has(text);
}

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const isCorsNonWildcardRequestHeaderName = (name: string): boolean => lowercaseName(name) === 'authorization';

/** What the standard adds, and no engine does yet: `*` does not cover Authorization. */
export const nonWildcardCheck: PreflightCheck = ({ request, headers }) => {
  const sent = request.headers.some(([name]) => isCorsNonWildcardRequestHeaderName(name));
  if (!sent || headers?.includes('authorization')) return undefined;
  return { code: 'HeaderDisallowedByPreflightResponse', parameter: 'authorization' };
};
