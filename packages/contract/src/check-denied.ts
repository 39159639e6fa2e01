import {
  byteUppercase,
  corsUnsafeRequestHeaderNames,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isForbiddenResponseHeaderName,
  isHeaderName,
  isToken,
  originProblem,
} from '@corsmith/protocol';
import type { Policy } from '@corsmith/server';
import { denialOf, isAllowed } from './check-policy.js';
import type { Denied } from './contract.js';
import type { Report } from './contract-error.js';
import type { Path } from './path.js';
import { ALWAYS_READABLE } from './readable.js';
import { flagOf, recordOf, textsOf } from './shape.js';

export const DENIED_KEYS = ['origins', 'methods', 'headers', 'credentials', 'exposes'] as const;

/** What a contract or an endpoint says under `denied`. */
export interface GivenDenied extends Omit<Denied, 'origins'> {
  /** Undefined if it names none: then the default ones are tested. */
  readonly origins?: readonly string[];
}

export const NOTHING_DENIED: GivenDenied = { methods: [], headers: [], credentials: false, exposes: [] };

/** A list of origins, or an object. It contradicts the contract if each of the policies allows it. */
export function checkedDenied(value: unknown, path: Path, policies: readonly Policy[], report: Report): GivenDenied {
  if (value === undefined) return NOTHING_DENIED;
  const record = Array.isArray(value) ? { origins: value } : recordOf(value, path, DENIED_KEYS, report);
  if (!record) return NOTHING_DENIED;
  const isAllowedBy = (allows: (policy: Policy) => boolean) => policies.length > 0 && policies.every(allows);
  const contradiction = (place: Path, what: unknown, sentence: string) =>
    report('contradiction', place, what, sentence);
  const at = (key: (typeof DENIED_KEYS)[number]) => (Array.isArray(value) ? path : [...path, key]);

  const origins = textsOf(record.origins, at('origins'), 'origins', report).flatMap(([place, origin]) => {
    const problem = originProblem(origin);
    if (problem) report('not-an-origin', place, origin, problem.message, problem.suggestion);
    else if (isAllowedBy((policy) => isAllowed(policy, origin)))
      contradiction(place, origin, 'The policy allows this origin. Remove it here or there.');
    return problem ? [] : [origin];
  });
  const methods = textsOf(record.methods, at('methods'), 'methods', report).flatMap(([place, method]) => {
    const upper = byteUppercase(method);
    if (!isToken(method)) report('invalid-name', place, method, 'Must be a method name.');
    else if (isForbiddenMethod(method)) report('forbidden-name', place, method, 'No page can send this method.');
    else if (ALWAYS_ALLOWED.includes(upper))
      contradiction(
        place,
        method,
        'CORS can’t deny this method to an allowed origin: browsers need no permission for it.',
      );
    else if (isAllowedBy((policy) => allowsMethod(policy, method)))
      contradiction(place, method, 'The policy allows this method. Remove it here or from policy.methods.');
    return [method];
  });
  const headers = textsOf(record.headers, at('headers'), 'header names', report).flatMap(([place, name]) => {
    if (!isHeaderName(name)) report('invalid-name', place, name, 'Must be a header name.');
    else if (isForbiddenRequestHeader(name, ''))
      report('forbidden-name', place, name, 'No page can set this header: the browser does.');
    else if (corsUnsafeRequestHeaderNames([sampleHeader(name)]).length === 0)
      contradiction(
        place,
        name,
        'CORS can’t deny this header to an allowed origin: browsers need no permission for it.',
      );
    else if (isAllowedBy((policy) => allowsHeader(policy, name)))
      contradiction(place, name, 'The policy allows this header. Remove it here or from policy.requestHeaders.');
    return [name];
  });
  const credentials = flagOf(record.credentials, at('credentials'), report);
  if (credentials && isAllowedBy(({ config }) => config.credentials === true))
    contradiction(at('credentials'), true, 'The policy allows credentials. Remove it here or there.');
  const exposes = textsOf(record.exposes, at('exposes'), 'header names', report).flatMap(([place, name]) => {
    if (!isHeaderName(name)) report('invalid-name', place, name, 'Must be a header name.');
    else if (isForbiddenResponseHeaderName(name))
      report('forbidden-name', place, name, 'No page can ever read this header.');
    else if (ALWAYS_READABLE.has(name.toLowerCase()))
      contradiction(place, name, 'CORS can’t deny this header to an allowed origin: pages can always read it.');
    else if (isAllowedBy((policy) => allowsReading(policy, name)))
      contradiction(place, name, 'The policy exposes this header. Remove it here or from policy.responseHeaders.');
    return [name];
  });
  return { methods, headers, credentials, exposes, ...(record.origins !== undefined && { origins }) };
}

/** What is denied at an endpoint: by the contract, by the endpoint, and each of the `others` that its policy does not allow. */
export function deniedAt(policy: Policy, given: readonly GivenDenied[], others: readonly string[]): Denied {
  const all = <Key extends 'methods' | 'headers' | 'exposes'>(
    key: Key,
    allows: (policy: Policy, name: string) => boolean,
  ) => [...new Set(given.flatMap((one) => one[key]))].filter((name) => !allows(policy, name));
  const isDefault = given.every(({ origins }) => origins === undefined);
  const origins = isDefault ? ALWAYS_DENIED : given.flatMap((one) => one.origins ?? []);
  return {
    origins: [...new Set([...origins, ...others])].filter((origin) => !isAllowed(policy, origin)),
    methods: all('methods', allowsMethod),
    headers: all('headers', allowsHeader),
    credentials: policy.config.credentials !== true && given.some(({ credentials }) => credentials),
    exposes: all('exposes', allowsReading),
  };
}

/** A header of this name that needs a preflight, if the name ever does. */
export const sampleHeader = (name: string): readonly [name: string, value: string] => [
  name,
  name.toLowerCase() === 'content-type' ? 'application/json' : 'corsmith',
];

/** The default: `null`, which any page can have, and an unknown origin. */
const ALWAYS_DENIED = ['null', 'https://stranger.example'];

/** https://fetch.spec.whatwg.org/#cors-safelisted-method */
const ALWAYS_ALLOWED = ['GET', 'HEAD', 'POST'];

const allowsMethod = (policy: Policy, method: string) => denialOf(policy, method, []) !== 'method-not-allowed';
const allowsHeader = (policy: Policy, name: string) =>
  denialOf(policy, 'GET', [sampleHeader(name)]) !== 'header-not-allowed';
const allowsReading = ({ config }: Policy, name: string) =>
  config.responseHeaders?.some((one) => one.toLowerCase() === name.toLowerCase()) ?? false;
