import { COOKIE_PREFIXES, type CookieRules } from './cookie-rules.js';

/** Chrome with its default settings, seen in Chromium 156. */
export const chromiumCookies: CookieRules = {
  defaultSameSite: 'Lax',
  noneNeedsSecure: true,
  schemesAreSites: true,
  secureOnLoopback: true,
  thirdParty: 'sent',
  partitionedAttribute: 'supported',
  prefixes: COOKIE_PREFIXES,
  prefixCase: 'any',
  publicSuffixAsDomain: 'host-only',
  parentDomainCase: 'any',
  addressesHaveParents: false,
  mostBytes: 4096,
  sources: [
    { rule: 'SameSite', source: 'https://www.chromium.org/updates/same-site/' },
    { rule: 'http and https are two sites', source: 'https://web.dev/articles/schemeful-samesite' },
    { rule: 'third-party', source: 'https://privacysandbox.google.com/blog/privacy-sandbox-next-steps' },
    { rule: 'Partitioned', source: 'https://privacysandbox.google.com/cookies/chips' },
    { rule: 'prefixes', source: 'https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/' },
  ],
};

/** Chrome where the visitor blocks third-party cookies, as Incognito does; Debian's Chromium does so by default. */
export const chromiumBlockingCookies: CookieRules = { ...chromiumCookies, thirdParty: 'blocked' };
