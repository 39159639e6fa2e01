/**
 * What a server should allow, as a person writes it down. `createPolicy` refuses whatever a browser would not honour or
 * would honour to its user's harm, so each rule stands here beside the field that it governs.
 */
export type PolicyConfig = PolicyRules & (AnyOrigin | ListedOrigins);

/** Every origin is allowed, without credentials: TypeScript refuses `credentials: true` here. */
export interface AnyOrigin {
  readonly origins: '*';
  readonly credentials?: false;
}

/** Only these origins are allowed. */
export interface ListedOrigins {
  /**
   * Exact origins and patterns, or a function if a list is not enough.
   *
   * - An origin is scheme, host and port as a browser writes them: lowercase, no path, no trailing slash, no default
   *   port, an international host in its `xn--` form.
   * - `https://*.example.com` is every subdomain at any depth, and not `https://example.com` itself.
   * - `http://localhost:*` is every port, including the default one. One pattern can have both.
   * - `null` is refused: any page can have it, through a sandboxed frame.
   * - With credentials, `http:` is only allowed for loopback, and so is every subdomain of a public suffix such as
   *   `https://*.co.uk` or `https://*.github.io`.
   * - A list of one exact origin makes the response static: it is the same for every request, also of
   *   other origins, and needs no `Vary`. https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
   *
   * A function is called for every origin except `null`. Throwing or rejecting denies.
   */
  readonly origins: readonly string[] | OriginsFunction;
  /**
   * Whether pages may send cookies, HTTP authentication and client certificates. Default false. Not with origins `'*'`:
   * browsers ignore `*` there.
   */
  readonly credentials?: boolean;
}

export type OriginsFunction = (origin: string) => boolean | Promise<boolean>;

export interface PolicyRules {
  /**
   * Methods beyond GET, HEAD and POST, which need no permission. Method names are case-sensitive and browsers uppercase
   * only six of them, so `patch` is refused in favour of `PATCH`. Pages can't send CONNECT, TRACE and TRACK.
   */
  readonly methods?: readonly string[];
  /**
   * Request headers beyond the safelisted ones; `Content-Type` belongs here wherever JSON is sent. Names are compared
   * without case. Headers that a page can't set (`Cookie`, `Origin`, `Sec-*`…) are refused, and so are names of response
   * headers. `'*'` allows every name, including `Authorization`; with credentials, for which browsers read
   * `*` as a name, the requested names are echoed instead (see `REQUEST_HEADERS_LIMIT`).
   */
  readonly requestHeaders?: '*' | readonly string[];
  /**
   * Response headers that pages may read beyond Cache-Control, Content-Language, Content-Length, Content-Type, Expires,
   * Last-Modified and Pragma. `Set-Cookie` can never be read, and `*` would hide what is exposed, so both are refused.
   */
  readonly responseHeaders?: readonly string[];
  /**
   * How long a browser may cache a preflight response, in whole seconds from 0 (not at all) to Firefox's cap, 86400. How long browsers
   * cache one without it, and at most, is PREFLIGHT_LIFETIMES in @corsmith/protocol.
   */
  readonly maxAge?: number;
  /**
   * Request headers that `Vary` names on every response besides `Origin`, which is added as needed: those that
   * the choice of the policy or an origins function depends on, such as `X-Tenant`. What a function that chooses a policy
   * reads through `request.headers(name)` is added automatically.
   */
  readonly vary?: readonly string[];
  /**
   * Whether a denied response says why, in a header `Corsmith-Denied`. Default false. The sentence reveals a little of the
   * policy to anyone; `Vary: Origin` is then sent with static responses too.
   */
  readonly debug?: boolean;
  /** Allows credentials for `http:` origins beyond loopback: anyone on their network path can then use them too. */
  readonly dangerouslyAllowInsecureOrigins?: boolean;
  /** Allows credentials for subdomains of a public suffix: anyone who registers a name there can then use them too. */
  readonly dangerouslyAllowPublicSuffixes?: boolean;
}
