import type { Failure } from './failure.js';
import { contains } from './header-list.js';
import { isCorsSafelistedMethod } from './method.js';
import type { Preflight } from './preflight.js';
import type { PreflightCheck } from './rules.js';
import { isCorsNonWildcardRequestHeaderName } from './safelist.js';

export const isOkStatus = (status: number): boolean => status >= 200 && status <= 299;
export const isRedirectStatus = (status: number): boolean =>
  (status >= 301 && status <= 303) || status === 307 || status === 308;

export const accessCheck: PreflightCheck = ({ request, response }, rules) =>
  rules.corsCheck(request, response, rules.originOf(request, 'preflight'));

export const redirectCheck: PreflightCheck = ({ request, response }, rules) => {
  const target = rules.redirectTarget(request, response);
  if (target.kind === 'invalid') return { code: 'RedirectInvalidLocation', parameter: target.location };
  return target.kind === 'to' ? { code: 'PreflightDisallowedRedirect' } : undefined;
};

export const statusCheck: PreflightCheck = ({ response }) =>
  isOkStatus(response.status) ? undefined : { code: 'PreflightInvalidStatus', parameter: String(response.status) };

export const methodsListCheck = ({ methods }: Preflight): Failure | undefined =>
  methods ? undefined : { code: 'InvalidAllowMethodsPreflightResponse' };

export const headersListCheck = ({ headers }: Preflight): Failure | undefined =>
  headers ? undefined : { code: 'InvalidAllowHeadersPreflightResponse' };

/** Both lists must parse, even where nothing of them is needed. */
export const listsCheck: PreflightCheck = (preflight) => methodsListCheck(preflight) ?? headersListCheck(preflight);

export const methodCheck = ({ request, methods = [] }: Preflight): Failure | undefined => {
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
export const headersCheck = (preflight: Preflight): Failure | undefined => refusedHeader(preflight, preflight.names);

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

/** What the standard adds, and no engine does yet: `*` does not cover Authorization. */
export const nonWildcardCheck: PreflightCheck = ({ request, headers }) => {
  const sent = request.headers.some(([name]) => isCorsNonWildcardRequestHeaderName(name));
  if (!sent || headers?.includes('authorization')) return undefined;
  return { code: 'HeaderDisallowedByPreflightResponse', parameter: 'authorization' };
};
