import { byteLowercase } from './byte-case.js';

/** Why a text is not a serialised origin. */
export type OriginProblemCode =
  | 'empty'
  | 'whitespace'
  | 'quotes'
  | 'missing-scheme'
  | 'userinfo'
  | 'trailing-slash'
  | 'path'
  | 'upper-case'
  | 'default-port'
  | 'not-canonical'
  | 'invalid';

export interface OriginProblem {
  readonly code: OriginProblemCode;
  /** A sentence that a person can act on. */
  readonly message: string;
  /** What to write instead, if that is certain. */
  readonly suggestion?: string;
}

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;

/**
 * The origin of an absolute URL as a browser serialises it, or undefined if the text is not a URL. Origins of schemes
 * that the URL standard calls opaque but that apps are served from (`capacitor://localhost`, `chrome-extension://id`)
 * keep scheme and host. https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 */
export function originOf(url: string): string | undefined {
  const parsed = parseUrl(url);
  return parsed && serializeOrigin(parsed);
}

/** As `originOf`, of a URL that is parsed already. */
export function serializeOrigin(url: URL): string {
  if (url.origin !== 'null') return url.origin;
  const appScheme = url.host !== '' && !['file:', 'data:', 'blob:', 'about:', 'javascript:'].includes(url.protocol);
  return appScheme ? `${url.protocol}//${url.host}` : 'null';
}

export function parseUrl(text: string, base?: string): URL | undefined {
  // Most texts are URLs: checking first would parse them twice.
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** Both are serialised origins; `null` is never same origin with anything. */
export const isSameOrigin = (a: string, b: string): boolean => a === b && a !== 'null';

/** Hosts that never leave the machine, as a URL writes them: localhost and below it, 127.0.0.0/8 and ::1. */
export const isLoopbackHost = (host: string): boolean => /^(?:(?:.*\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);

/** Why `text` is not a serialised origin, or undefined if it is one (`null` included). */
export function originProblem(text: string): OriginProblem | undefined {
  if (text === 'null') return undefined;
  if (text === '') return { code: 'empty', message: 'The origin is empty.' };
  if (/\s/.test(text)) return problem('whitespace', 'An origin has no whitespace.', originOf(text.replace(/\s+/g, '')));
  // A host may contain an apostrophe, a scheme may not.
  if (/^["'`‘“]/.test(text)) {
    const inner = text.replace(/^["'`‘“]+|["'`’”]+$/g, '');
    const within = originProblem(inner);
    return problem('quotes', 'An origin has no quotes.', within ? within.suggestion : inner);
  }
  if (!SCHEME.test(text)) {
    // A server on this machine seldom has a certificate.
    const scheme = /^\/*(?:localhost|127\.|\[::1)/i.test(text) ? 'http:' : 'https:';
    const guess = originOf(scheme + text.replace(/^\/*/, '//'));
    return problem('missing-scheme', 'An origin begins with its scheme, such as https://.', guess);
  }
  const url = parseUrl(text);
  const canonical = url && serializeOrigin(url);
  if (!url || !canonical || canonical === 'null') return problem('invalid', 'This is not a valid origin.');
  if (isTooLong(url.hostname)) return problem('invalid', 'A host has at most 253 characters, and 63 between two dots.');
  if (canonical === text) return undefined;
  if (url.username + url.password !== '') return problem('userinfo', 'An origin has no user or password.', canonical);
  if (text === `${canonical}/`) return problem('trailing-slash', 'An origin has no trailing slash.', canonical);
  if (/\/\/.*[/?#\\]/.test(text))
    return problem('path', 'An origin is scheme, host and port, without a path.', canonical);
  if (byteLowercase(text) === canonical) return problem('upper-case', 'An origin is lowercase.', canonical);
  if (/:\d*$/.test(text) && !/:\d+$/.test(canonical))
    return problem('default-port', 'An origin omits the default port of its scheme.', canonical);
  return problem('not-canonical', 'Browsers serialize this origin differently.', canonical);
}

/** https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
const isTooLong = (host: string): boolean =>
  host.length > 253 || (host.length > 63 && host.split('.').some((label) => label.length > 63));

function problem(code: OriginProblemCode, message: string, suggestion?: string): OriginProblem {
  return suggestion === undefined || suggestion === 'null' ? { code, message } : { code, message, suggestion };
}

/** The part of an Access-Control-Allow-Origin value that differs from the page's origin. */
export type OriginDifferencePart =
  | 'trailing-slash'
  | 'path'
  | 'scheme'
  | 'missing-scheme'
  | 'host'
  | 'port'
  | 'default-port'
  | 'case'
  | 'whitespace'
  | 'quotes'
  | 'other';

export interface OriginDifference {
  readonly part: OriginDifferencePart;
  /** Index of the first character of `value` that differs; its length if something is missing at the end. */
  readonly at: number;
}

/** How `value` differs from the wanted origin, or undefined if they are equal. */
export function originDifference(wanted: string, value: string): OriginDifference | undefined {
  if (wanted === value) return undefined;
  let at = 0;
  while (at < value.length && at < wanted.length && value[at] === wanted[at]) at++;
  return { part: differencePart(wanted, value), at };
}

function differencePart(wanted: string, value: string): OriginDifferencePart {
  if (value === `${wanted}/`) return 'trailing-slash';
  if (/^["'`].*["'`]$/.test(value) && value.slice(1, -1) === wanted) return 'quotes';
  if (/\s/.test(value) && value.replace(/\s+/g, '') === wanted) return 'whitespace';
  if (byteLowercase(value) === wanted) return 'case';
  if (!SCHEME.test(value))
    return originOf(`${wanted.slice(0, wanted.indexOf(':'))}://${value}`) === wanted ? 'missing-scheme' : 'other';
  const theirs = parseUrl(value);
  const ours = parseUrl(wanted);
  if (!theirs || !ours) return 'other';
  if (serializeOrigin(theirs) === wanted) {
    if (theirs.pathname !== '/' || theirs.search !== '' || theirs.hash !== '') return 'path';
    return /:\d+\/?$/.test(value) && !/:\d+$/.test(wanted) ? 'default-port' : 'other';
  }
  if (theirs.hostname !== ours.hostname) return 'host';
  if (theirs.protocol !== ours.protocol) return 'scheme';
  return 'port';
}
