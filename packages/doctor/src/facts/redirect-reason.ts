/** Why a server redirects, as far as the two URLs show. */
export function redirectReason(from: URL, to: URL): string {
  const strip = (url: URL) => url.pathname.replace(/\/$/, '');
  if (from.protocol === 'http:' && to.protocol === 'https:' && from.host === to.host) return 'from http to https';
  if (`www.${from.hostname}` === to.hostname || from.hostname === `www.${to.hostname}`)
    return 'between www and the bare domain';
  if (from.href === to.href) return 'to itself';
  if (from.origin === to.origin && strip(from) === strip(to))
    return to.pathname.endsWith('/')
      ? 'to the same path with a trailing slash'
      : 'to the same path without the trailing slash';
  if (/log-?in|sign-?in|auth|sso|oauth/i.test(to.pathname)) return 'to a login page';
  return from.origin === to.origin ? 'to another path' : 'to another host';
}
