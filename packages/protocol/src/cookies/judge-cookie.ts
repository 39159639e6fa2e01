import { byteLowercase } from '../byte-case.js';
import { isLoopbackHost } from '../origin.js';
import { isUsualPublicSuffix } from '../public-suffix.js';
import { type IsPublicSuffix, isAddress, isEncrypted, siteRelation } from '../site.js';
import type { CookiePrefix, CookieRules } from './cookie-rules.js';
import { parseSetCookie, type SameSite, type SetCookie } from './set-cookie.js';

/** The request of a page whose response sets a cookie, or with which it should go. */
export interface CookieRequest {
  /** The page's origin. The page is the top one: not in a frame of another site. */
  readonly page: string;
  readonly url: string;
  /** As in `fetch()`, default `same-origin`. */
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  /**
   * What set the cookie: the response to the page's own request, or one to a visit of the URL, where it is the page itself,
   * as in a redirect to a login. Default `request`.
   */
  readonly setBy?: 'request' | 'visit';
}

export interface CookieOptions {
  /** Default: the usual public suffixes, without the thousands of the Public Suffix List. */
  readonly isPublicSuffix?: IsPublicSuffix;
  /** Milliseconds since 1970; default: the clock's. */
  readonly now?: number;
}

/** What a cookie fails on. */
export type CookieAttribute =
  | 'credentials'
  | 'SameSite'
  | 'Secure'
  | 'Domain'
  | 'Path'
  | 'Partitioned'
  | 'prefix'
  | 'third-party'
  | 'Expires'
  | 'size'
  | 'syntax';

/** What a browser does with a cookie. */
export interface CookieVerdict {
  readonly stored: boolean;
  /** Whether it goes with the page's next request to the URL. */
  readonly sent: boolean;
  /** What it fails on first; absent if it is sent. */
  readonly attribute?: CookieAttribute;
  /** The same as a sentence. */
  readonly reason?: string;
}

interface Judged {
  readonly cookie: SetCookie;
  readonly request: Required<CookieRequest>;
  readonly rules: CookieRules;
  readonly isPublicSuffix: IsPublicSuffix;
  readonly now: number;
  readonly url: URL;
  /** As SameSite sees it. */
  readonly isSameSite: boolean;
  /** Also as storage sees it, which is the same in every browser but for the scheme. */
  readonly isThirdParty: boolean;
}

interface Fault {
  readonly attribute: CookieAttribute;
  readonly reason: string;
}

/** Why a cookie is not stored, or not sent although it is stored; in the order in which a person should hear of it. */
type Check = (judged: Judged) => Fault | undefined;

/**
 * Whether a browser stores a cookie, and sends it with the page's next request to the same URL.
 * @param setCookie the value of a Set-Cookie header.
 * @throws TypeError if `request.url` is not a URL.
 */
export function judgeCookie(
  setCookie: string,
  request: CookieRequest,
  rules: CookieRules,
  { isPublicSuffix = isUsualPublicSuffix, now = Date.now() }: CookieOptions = {},
): CookieVerdict {
  const relation = siteRelation(request.page, request.url, isPublicSuffix);
  const judged: Judged = {
    cookie: parseSetCookie(setCookie),
    request: { credentials: 'same-origin', setBy: 'request', ...request },
    rules,
    isPublicSuffix,
    now,
    url: new URL(request.url),
    isSameSite: relation === 'same-site' || (relation === 'same-site-but-scheme' && !rules.schemesAreSites),
    isThirdParty: relation === 'cross-site' || (relation === 'same-site-but-scheme' && rules.schemesAreSites),
  };
  const first = (checks: readonly Check[]): Fault | undefined => {
    for (const check of checks) {
      const fault = check(judged);
      if (fault) return fault;
    }
    return undefined;
  };
  const notStored = first([
    ...(judged.request.setBy === 'request' ? [credentialsMode, blockedThirdParty] : []),
    ...ALWAYS,
    ...(judged.request.setBy === 'request' ? [crossSite] : []),
  ]);
  if (notStored) return { stored: false, sent: false, ...notStored };
  const notSent = first([credentialsMode, blockedThirdParty, otherJar, crossSite, otherPath]);
  return notSent ? { stored: true, sent: false, ...notSent } : { stored: true, sent: true };
}

const syntax: Check = ({ cookie: { name, value } }) =>
  name === '' && value === ''
    ? { attribute: 'syntax', reason: 'It has neither a name nor a value.' }
    : /[\0-\x08\x0a-\x1f\x7f]/.test(name + value)
      ? { attribute: 'syntax', reason: 'It has a control character.' }
      : undefined;

const size: Check = ({ cookie: { name, value }, rules: { mostBytes = Number.POSITIVE_INFINITY } }) =>
  name.length + value.length > mostBytes
    ? { attribute: 'size', reason: `Its name and value have more than ${mostBytes} bytes.` }
    : undefined;

const expired: Check = ({ cookie: { maxAge, expires }, now }) => {
  const isExpired = maxAge === undefined ? expires !== undefined && expires <= now : maxAge <= 0;
  return isExpired
    ? { attribute: 'Expires', reason: `It has expired: ${maxAge === undefined ? 'Expires' : 'Max-Age'} deletes it.` }
    : undefined;
};

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.1.3 */
const domain: Check = ({ cookie, rules, url: { hostname }, isPublicSuffix }) => {
  if (cookie.writtenDomain === undefined) return undefined;
  const { domain: wanted = '', writtenDomain } = cookie;
  const isParent = (rules.addressesHaveParents || !isAddress(hostname)) && hostname.endsWith(`.${wanted}`);
  if (wanted === '' || (wanted !== hostname && !isParent))
    return {
      attribute: 'Domain',
      reason: `Domain=${writtenDomain} is neither the host ${hostname} nor a parent domain of it.`,
    };
  if (rules.parentDomainCase === 'lower' && isParent && writtenDomain !== byteLowercase(writtenDomain))
    return { attribute: 'Domain', reason: `Domain=${writtenDomain} has uppercase letters.` };
  const isRefused = wanted === hostname ? rules.publicSuffixAsDomain === 'refused' : true;
  if (isRefused && !isAddress(wanted) && isPublicSuffix(wanted))
    return {
      attribute: 'Domain',
      reason: `Domain=${writtenDomain} is a public suffix, below which strangers have hosts.`,
    };
  return undefined;
};

/** Whether Secure cookies may come and go. */
const isSecure = ({ url, rules }: Judged): boolean =>
  isEncrypted(url) || (rules.secureOnLoopback && isLoopbackHost(url.hostname));

const secure: Check = (judged) => {
  if (!judged.cookie.secure || isSecure(judged)) return undefined;
  const { protocol, hostname } = judged.url;
  const where = isLoopbackHost(hostname) ? `${protocol}//${hostname} too` : 'http';
  return { attribute: 'Secure', reason: `Secure needs https, and refuses ${where}.` };
};

const noneWithoutSecure: Check = ({ cookie, rules }) =>
  rules.noneNeedsSecure && cookie.sameSite === 'None' && !cookie.secure
    ? { attribute: 'Secure', reason: 'SameSite=None requires Secure.' }
    : undefined;

const partitionedWithoutSecure: Check = ({ cookie, rules }) =>
  rules.partitionedAttribute === 'supported' && cookie.partitioned && !cookie.secure
    ? { attribute: 'Secure', reason: 'Partitioned requires Secure.' }
    : undefined;

/** What a prefix requires, https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/ */
const REQUIRED: Readonly<Record<CookiePrefix, readonly ('Secure' | 'Path=/' | 'no Domain' | 'HttpOnly')[]>> = {
  '__Secure-': ['Secure'],
  '__Host-': ['Secure', 'Path=/', 'no Domain'],
  '__Http-': ['Secure', 'HttpOnly'],
  '__Host-Http-': ['Secure', 'HttpOnly', 'Path=/', 'no Domain'],
};

const prefix: Check = ({ cookie, rules }) => {
  const read = (text: string) => (rules.prefixCase === 'any' ? byteLowercase(text) : text);
  const has = {
    Secure: cookie.secure,
    HttpOnly: cookie.httpOnly,
    'Path=/': cookie.path === '/',
    'no Domain': cookie.writtenDomain === undefined,
  };
  for (const one of rules.prefixes.filter((known) => read(cookie.name).startsWith(read(known)))) {
    const missing = REQUIRED[one].filter((condition) => !has[condition]);
    if (missing.length > 0)
      return { attribute: 'prefix', reason: `A name that begins with ${one} requires ${missing.join(' and ')}.` };
  }
  return undefined;
};

const ALWAYS: readonly Check[] = [
  syntax,
  size,
  expired,
  domain,
  secure,
  noneWithoutSecure,
  partitionedWithoutSecure,
  prefix,
];

const credentialsMode: Check = ({ request: { page, credentials }, url }) => {
  if (credentials === 'include' || (credentials === 'same-origin' && page === url.origin)) return undefined;
  return {
    attribute: 'credentials',
    reason: `A request with credentials '${credentials}' neither sends nor stores cookies of another origin.`,
  };
};

const isPartitioned = ({ cookie, rules }: Judged): boolean =>
  rules.partitionedAttribute === 'supported' && cookie.partitioned;

const blockedThirdParty: Check = (judged) =>
  judged.isThirdParty && judged.rules.thirdParty === 'blocked' && !isPartitioned(judged)
    ? { attribute: 'third-party', reason: 'The page is on another site, and third-party cookies are blocked.' }
    : undefined;

const sameSiteOf = ({ cookie, rules }: Judged): SameSite => cookie.sameSite ?? rules.defaultSameSite;

const crossSite: Check = (judged) => {
  if (judged.isSameSite || sameSiteOf(judged) === 'None') return undefined;
  const { cookie, url, request } = judged;
  const other =
    siteRelation(request.page, url.href, judged.isPublicSuffix) === 'cross-site' ? 'another site' : 'another scheme';
  const written =
    cookie.sameSite !== undefined
      ? `SameSite=${cookie.sameSite}`
      : cookie.writtenSameSite
        ? `SameSite=${cookie.writtenSameSite} is not valid and counts as Lax, which`
        : 'A cookie without SameSite counts as Lax, which';
  return { attribute: 'SameSite', reason: `${written} keeps it from requests of pages on ${other}.` };
};

/** It was set in a visit, and the page has a jar of its own. */
const otherJar: Check = (judged) => {
  if (judged.request.setBy === 'request') return undefined;
  const { page } = judged.request;
  const isOtherKey = siteRelation(page, judged.url.href, judged.isPublicSuffix) !== 'same-site';
  if (isPartitioned(judged) && isOtherKey)
    return {
      attribute: 'Partitioned',
      reason: 'It was set while the server’s own site was open, and Partitioned keeps it to that site.',
    };
  return judged.isThirdParty && judged.rules.thirdParty === 'partitioned'
    ? {
        attribute: 'third-party',
        reason: 'It was set while the server’s own site was open, and each site has its own third-party cookies.',
      }
    : undefined;
};

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
const otherPath: Check = ({ cookie: { path }, url: { pathname } }) => {
  if (path === undefined || path === pathname) return undefined;
  const isParent = pathname.startsWith(path) && (path.endsWith('/') || pathname[path.length] === '/');
  return isParent ? undefined : { attribute: 'Path', reason: `Path=${path} does not cover ${pathname}.` };
};
