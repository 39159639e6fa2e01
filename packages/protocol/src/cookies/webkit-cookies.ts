import type { CookieRules } from './cookie-rules.js';

/** Safari with its default settings. Seen in WebKitGTK 2.50 with tracking prevention, but for `WEBKITGTK_DEVIATIONS`. */
export const webkitCookies: CookieRules = {
  defaultSameSite: 'None',
  noneNeedsSecure: false,
  schemesAreSites: false,
  secureOnLoopback: false,
  thirdParty: 'blocked',
  partitionedAttribute: 'ignored',
  prefixes: ['__Secure-', '__Host-'],
  prefixCase: 'exact',
  publicSuffixAsDomain: 'refused',
  parentDomainCase: 'any',
  addressesHaveParents: false,
  sources: [
    { rule: 'third-party', source: 'https://webkit.org/blog/10218/full-third-party-cookie-blocking-and-more/' },
    { rule: 'Secure on http://localhost', source: 'https://bugs.webkit.org/show_bug.cgi?id=281149' },
    { rule: 'Partitioned', source: 'https://bugs.webkit.org/show_bug.cgi?id=292975' },
    { rule: 'prefixes', source: 'https://bugs.webkit.org/show_bug.cgi?id=322440' },
    { rule: 'Domain=localhost', source: 'https://bugs.webkit.org/show_bug.cgi?id=308525' },
  ],
};

/** Where WebKitGTK, in which the rules are tested, departs from Safari: its cookies are libsoup's, not Apple's. */
export interface CookieDeviation {
  readonly id: string;
  readonly what: string;
  readonly rules: Partial<CookieRules>;
}

export const WEBKITGTK_DEVIATIONS: readonly CookieDeviation[] = [
  {
    id: 'prefixes',
    what: 'WebKitGTK does not enforce the prefixes __Secure- and __Host-; Safari does.',
    rules: { prefixes: [] },
  },
  {
    id: 'domain-case',
    what: 'WebKitGTK refuses a Domain that is a parent of the host and has an uppercase letter.',
    rules: { parentDomainCase: 'lower' },
  },
  {
    id: 'parents-of-addresses',
    what: 'WebKitGTK takes Domain=0.0.1 for a parent domain of 127.0.0.1.',
    rules: { addressesHaveParents: true },
  },
];

/** WebKitGTK's MiniBrowser with `--enable-itp`. */
export const webkitGtkCookies: CookieRules = Object.assign(
  {},
  webkitCookies,
  ...WEBKITGTK_DEVIATIONS.map(({ rules }) => rules),
);
