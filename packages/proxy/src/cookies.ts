import { byteLowercase, type HeaderList } from '@corsmith/protocol';

/** A cookie of the target as a loopback host can set it: there is no domain, and perhaps no TLS. */
export const forLoopback = (headers: HeaderList): HeaderList =>
  headers.map(([name, value]) => (byteLowercase(name) === 'set-cookie' ? [name, withoutHost(value)] : [name, value]));

const DOMAIN = /;\s{0,8}domain\s{0,8}=[^;]*/gi;
/** SameSite=None is refused without Secure; without SameSite it is sent to the same site, of whatever port. */
const SECURE = /;\s{0,8}(?:secure|samesite\s{0,8}=\s{0,8}none)\s{0,8}(?=;|$)/gi;

const withoutHost = (cookie: string): string => {
  const own = cookie.replace(DOMAIN, '');
  return needsSecure(cookie) ? own : own.replace(SECURE, '');
};

/**
 * Whether every browser drops this cookie without Secure: its name promises it, or it is partitioned.
 * https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#name-cookie-name-prefixes
 */
const needsSecure = (cookie: string): boolean =>
  /^\s*__(?:host|secure|http)-/i.test(cookie) || /;\s{0,8}partitioned\s{0,8}(?:=[^;]*)?(?=;|$)/i.test(cookie);

/** The names of cookies that a browser refuses from a loopback host, for they are for the target's own. */
export const refusedCookies = (headers: HeaderList): readonly string[] =>
  namesOf(headers, (cookie) => /;\s*domain\s*=\s*[^;\s]/i.test(cookie));

/** The names of cookies that stay Secure, which not every browser takes from loopback without TLS. */
export const secureCookies = (headers: HeaderList): readonly string[] => namesOf(headers, needsSecure);

const namesOf = (headers: HeaderList, isMeant: (cookie: string) => boolean): readonly string[] =>
  headers
    .filter(([name, value]) => byteLowercase(name) === 'set-cookie' && isMeant(value))
    .map(([, value]) => value.replace(/=.*/s, '').trim());
