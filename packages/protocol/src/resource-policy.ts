import type { WireResponse } from './exchange.js';
import type { Failure } from './failure.js';
import type { FetchRequest } from './fetch-request.js';
import { get } from './header-list.js';
import { siteRelation } from './site.js';

const HEADER = 'cross-origin-resource-policy';

/** Whom a value of the header allows; any other value counts as none. */
const POLICIES = ['same-origin', 'same-site', 'cross-origin'] as const;

/** https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check, of what a page gets without CORS. */
export function resourcePolicyFailure(request: FetchRequest, response: WireResponse): Failure | undefined {
  const { origin, embedderPolicy } = request.init;
  const value = get(response.headers, HEADER);
  const fallback = embedderPolicy === 'require-corp' ? 'same-origin' : 'cross-origin';
  const policy = POLICIES.find((one) => one === value) ?? fallback;
  const target = request.url;
  const isAllowed =
    policy === 'cross-origin' ||
    (policy === 'same-origin' ? origin === target.origin : isSameSite(origin, target.origin));
  return isAllowed ? undefined : { code: 'CrossOriginResourcePolicy', parameter: value };
}

/** What came over https is not for pages on http. */
const isSameSite = (origin: string, target: string): boolean =>
  siteRelation(origin, target) !== 'cross-site' && (origin.startsWith('https:') || !target.startsWith('https:'));
