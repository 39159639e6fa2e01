/** What a server should allow, as a person writes it down. */
export interface PolicyConfig {
  /** Exact origins and patterns such as `https://*.example.com`; `*` for anyone, without credentials. */
  readonly origins: '*' | readonly string[] | ((origin: string) => boolean | Promise<boolean>);
  /** Whether pages may send cookies and other credentials. Default false. */
  readonly credentials?: boolean;
  /** Methods beyond GET, HEAD and POST, which need no permission. */
  readonly methods?: readonly string[];
  /** Request headers beyond the safelisted ones. */
  readonly requestHeaders?: '*' | readonly string[];
  /** Response headers that pages may read beyond the safelisted ones. */
  readonly responseHeaders?: readonly string[];
  /** How long a browser may keep a preflight's answer, in seconds. */
  readonly maxAge?: number;
}
