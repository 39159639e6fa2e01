/** Where a rule is documented, or how it was seen. */
export interface CookieSource {
  readonly rule: string;
  readonly source: string;
}

/** What one browser does with cookies. Each rule is tested in the real browser. */
export interface CookieRules {
  /** How a cookie without a valid SameSite counts. */
  readonly defaultSameSite: 'Lax' | 'None';
  /** Whether SameSite=None without Secure is refused. */
  readonly noneNeedsSecure: boolean;
  /** Whether http and https of one domain are two sites for SameSite. */
  readonly schemesAreSites: boolean;
  /** Whether Secure cookies work over http on localhost and 127.0.0.1. */
  readonly secureOnLoopback: boolean;
  /**
   * Cookies of another site than the page's. `partitioned`: each page's site has a jar of its own, so that a cookie that
   * was set in a visit is not sent.
   */
  readonly thirdParty: 'sent' | 'partitioned' | 'blocked';
  /** Whether Partitioned counts: it then needs Secure, and such a cookie belongs to the site and scheme of the page. */
  readonly partitionedAttribute: 'supported' | 'ignored';
  /** Prefixes of names whose conditions are enforced. */
  readonly prefixes: readonly CookiePrefix[];
  /** Whether prefixes count in any case. */
  readonly prefixCase: 'any' | 'exact';
  /** A Domain that is a public suffix and the host itself: as if there were none, or refused. */
  readonly publicSuffixAsDomain: 'host-only' | 'refused';
  /** Whether the letters of a parent domain may be in upper case. */
  readonly parentDomainCase: 'any' | 'lower';
  /** Whether `0.0.1` counts as a parent domain of 127.0.0.1. */
  readonly addressesHaveParents: boolean;
  /** The most bytes of name and value; absent if there is no limit to speak of. */
  readonly mostBytes?: number;
  readonly sources: readonly CookieSource[];
}

export type CookiePrefix = '__Secure-' | '__Host-' | '__Http-' | '__Host-Http-';

export const COOKIE_PREFIXES: readonly CookiePrefix[] = ['__Secure-', '__Host-', '__Http-', '__Host-Http-'];

/** Something that a browser does with cookies since a version, and did otherwise before. */
export interface CookieChange {
  readonly id: string;
  /** The first tested version that does so. */
  readonly since: string;
  /** What it does since then, and what it did before. */
  readonly what: string;
  readonly before: Partial<CookieRules>;
}
