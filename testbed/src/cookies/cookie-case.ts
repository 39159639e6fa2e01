/** A cookie, the page that makes the request, and the request. */
export interface CookieCase {
  /** The page's origin. */
  readonly page: string;
  readonly url: string;
  readonly credentials: 'omit' | 'same-origin' | 'include';
  /** The value of Set-Cookie. */
  readonly setCookie: string;
  /** Whether the response to the page's request sets it, or one to a visit of the URL, where it is the page itself. */
  readonly setBy: 'request' | 'visit';
}

/** What a browser does with it. */
export interface CookieFate {
  readonly stored: boolean;
  /** With the page's next request to the URL. */
  readonly sent: boolean;
}
