import { getLines, type HeaderList, type WireRequest } from '@corsmith/protocol';

/** What keeps cookies: a `CookieJar` of tough-cookie is one. */
export interface CookieJar {
  /** The value of the `Cookie` header for a request to `url`; empty where there is none. */
  getCookieString(url: string): string | Promise<string>;
  /** Takes the value of one `Set-Cookie` header. With `ignoreError` a cookie that `url` may not set is passed over. */
  setCookie(cookie: string, url: string, options: { readonly ignoreError: boolean }): unknown;
}

/** The request with its cookies, where credentials go along. */
export async function withCookies(jar: CookieJar | undefined, request: WireRequest): Promise<WireRequest> {
  if (!jar || !request.credentials) return request;
  const cookie = await jar.getCookieString(request.url);
  return cookie === '' ? request : { ...request, headers: [...request.headers, ['Cookie', cookie]] };
}

/** Keeps what an answer sets, which the page need not be allowed to read. */
export async function keepCookies(
  jar: CookieJar | undefined,
  { url, credentials }: WireRequest,
  headers: HeaderList,
): Promise<void> {
  if (!jar || !credentials) return;
  for (const cookie of getLines(headers, 'set-cookie')) await jar.setCookie(cookie, url, { ignoreError: true });
}
