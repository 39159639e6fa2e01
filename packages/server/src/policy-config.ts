/**
 * What a server should allow, as a person writes it down. `createPolicy` refuses whatever a browser would not honour or
 * would honour to its user's harm, so each rule stands here beside the field that it governs.
 */
export type PolicyConfig = PolicyRules & (AnyOrigin | ChosenOrigins);

/** Everyone may ask, and nobody with credentials: TypeScript refuses `credentials: true` here. */
export interface AnyOrigin {
  readonly origins: '*';
  readonly credentials?: false;
}

/** Only these origins may ask. */
export interface ChosenOrigins {
  /**
   * Exact origins and patterns, or a function where no list will do.
   *
   * - An origin is scheme, host and port as a browser writes them: lower case, no path, no trailing slash, no default
   *   port, an international host in its `xn--` form.
   * - `https://*.example.com` is every subdomain at any depth, and not `https://example.com` itself.
   * - `http://localhost:*` is every port, the default one included. Both may stand in one pattern.
   * - `null` is refused: any page can have it, through a sandboxed frame.
   * - With credentials, `http:` is refused beyond loopback, and so is every subdomain of a public suffix such as
   *   `https://*.co.uk` or `https://*.github.io`, where strangers live.
   * - A list with one exact origin and nothing else makes a static answer: it is sent with every response, also to
   *   requests of other origins, and needs no `Vary`. https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
   *
   * A function is asked about every origin but `null`. Throwing or rejecting denies.
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
   * Methods beyond GET, HEAD and POST, which need no permission. Method names are case-sensitive and browsers upper-case
   * six of them only, so `patch` is refused in favour of `PATCH`. CONNECT, TRACE and TRACK can't be asked for by a page.
   */
  readonly methods?: readonly string[];
  /**
   * Request headers beyond the safelisted ones; `Content-Type` belongs here wherever JSON is sent. Names are compared
   * without case. Headers that a page can't set (`Cookie`, `Origin`, `Sec-*`…) are refused, and so are names of response
   * headers. `'*'` stands alone and allows every name, `Authorization` included; with credentials, where browsers read
   * `*` as a name, the names asked for are echoed instead (see `REQUEST_HEADERS_LIMIT`).
   */
  readonly requestHeaders?: '*' | readonly string[];
  /**
   * Response headers that pages may read beyond Cache-Control, Content-Language, Content-Length, Content-Type, Expires,
   * Last-Modified and Pragma. `Set-Cookie` can never be read, and `*` would hide what is exposed, so both are refused.
   */
  readonly responseHeaders?: readonly string[];
  /**
   * How long a browser may keep a preflight's answer, in whole seconds from 0 (not at all) to Firefox's cap, 86400. How long browsers
   * cache one without it, and at most, is PREFLIGHT_LIFETIMES in @corsmith/protocol.
   */
  readonly maxAge?: number;
  /**
   * Request headers that `Vary` names on every response besides `Origin`, which is there where it has to be: those that
   * the choice of the policy or an origins function depends on, such as `X-Tenant`. What a function that chooses a policy
   * reads through `request.headers(name)` is named by itself.
   */
  readonly vary?: readonly string[];
  /**
   * Whether an answer that denies says why, in one sentence, in a response header `Corsmith-Denied`. Default false. The
   * sentence tells strangers a little of the policy; `Vary: Origin` is then sent with static answers too.
   */
  readonly debug?: boolean;
  /** Lets `http:` origins beyond loopback use credentials: whoever is on their network path then can, too. */
  readonly dangerouslyAllowInsecureOrigins?: boolean;
  /** Lets every subdomain of a public suffix use credentials: whoever registers a name there then can, too. */
  readonly dangerouslyAllowPublicSuffixes?: boolean;
}
