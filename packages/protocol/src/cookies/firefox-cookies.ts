import { COOKIE_PREFIXES, type CookieChange, type CookieRules } from './cookie-rules.js';

/** Firefox with its default settings, seen in Firefox 153. */
export const firefoxCookies: CookieRules = {
  defaultSameSite: 'None',
  noneNeedsSecure: true,
  schemesAreSites: false,
  secureOnLoopback: true,
  thirdParty: 'partitioned',
  partitionedAttribute: 'supported',
  prefixes: COOKIE_PREFIXES,
  prefixCase: 'any',
  publicSuffixAsDomain: 'host-only',
  parentDomainCase: 'any',
  addressesHaveParents: false,
  mostBytes: 4096,
  sources: [
    {
      rule: 'SameSite',
      source: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#browser_compatibility',
    },
    {
      rule: 'third-party',
      source: 'https://developer.mozilla.org/en-US/docs/Web/Privacy/Guides/State_Partitioning',
    },
    { rule: 'Partitioned', source: 'https://bugzilla.mozilla.org/show_bug.cgi?id=1865198' },
    { rule: 'prefixes', source: 'https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/' },
  ],
};

/** Between Firefox 140 and 153, the tested extended support releases; newest first. */
export const firefoxCookieChanges: readonly CookieChange[] = [
  {
    id: 'partitioned',
    since: '153',
    what: '`Partitioned` counts and needs `Secure`; before, it was ignored.',
    before: { partitionedAttribute: 'ignored' },
  },
  {
    id: 'http-prefix',
    since: '153',
    what: 'A name that begins with `__Http-` needs `Secure` and `HttpOnly`; before, it was a name like others.',
    before: { prefixes: ['__Secure-', '__Host-'] },
  },
];
