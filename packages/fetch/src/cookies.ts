import { getLines, type HeaderList, type WireRequest } from '@corsmith/protocol';

/** Stores cookies: a `CookieJar` of tough-cookie fits. */
export interface CookieJar {
  /** The value of the `Cookie` header for a request to `url`; empty if there are none. */
  getCookieString(url: string): string | Promise<string>;
  /** Takes the value of one `Set-Cookie` header. With `ignoreError` a cookie that `url` may not set is ignored. */
  setCookie(cookie: string, url: string, options: { readonly ignoreError: boolean }): unknown;
}

/** The request with its cookies, if it has credentials. */
export async function withCookies(jar: CookieJar | undefined, request: WireRequest): Promise<WireRequest> {
  if (!jar || !request.credentials) return request;
  const cookie = await jar.getCookieString(request.url);
  return cookie === '' ? request : { ...request, headers: [...request.headers, ['Cookie', cookie]] };
}

/** Stores a response's cookies, even if the page may not read the response. */
export async function storeCookies(
  jar: CookieJar | undefined,
  { url, credentials }: WireRequest,
  headers: HeaderList,
): Promise<void> {
  if (!jar || !credentials) return;
  for (const cookie of getLines(headers, 'set-cookie')) await jar.setCookie(cookie, url, { ignoreError: true });
}
