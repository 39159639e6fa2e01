import { byteLowercase, type HeaderList } from '@corsmith/protocol';

/** A cookie of the target as a loopback host can set it: there is no domain, and perhaps no TLS. */
export const forLoopback = (headers: HeaderList): HeaderList =>
  headers.map(([name, value]) => (byteLowercase(name) === 'set-cookie' ? [name, withoutHost(value)] : [name, value]));

/** SameSite=None is refused without Secure; without SameSite it is sent to the same site, of whatever port. */
const withoutHost = (cookie: string): string =>
  cookie.replace(
    /;\s{0,8}(?:domain\s{0,8}=[^;]*|secure\s{0,8}(?=;|$)|samesite\s{0,8}=\s{0,8}none\s{0,8}(?=;|$))/gi,
    '',
  );

/** The names of cookies that a browser refuses from a loopback host, for they are for the target's own. */
export const refusedCookies = (headers: HeaderList): readonly string[] =>
  headers
    .filter(([name, value]) => byteLowercase(name) === 'set-cookie' && /;\s*domain\s*=\s*[^;\s]/i.test(value))
    .map(([, value]) => value.split('=', 1)[0]!.trim());
