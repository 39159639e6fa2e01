import type { RenderedPolicy } from './stack.js';

/** The exact origins, and the patterns such as `https://*.example.com` and `http://localhost:*`. */
export function splitOrigins(origins: RenderedPolicy['origins']): {
  readonly exact: readonly string[];
  readonly patterns: readonly string[];
} {
  const list = origins === '*' ? [] : [...new Set(origins)];
  return {
    exact: list.filter((origin) => !origin.includes('*')),
    patterns: list.filter((origin) => origin.includes('*')),
  };
}

/**
 * A regular expression, as PCRE, RE2, Python and JavaScript read it, for the origins that a pattern (or a whole origin)
 * matches and no others. It is anchored at both ends, contains no backslash, so it survives any quoting, and is unambiguous,
 * so no input makes it slow.
 */
export function originRegex(pattern: string): string {
  const anyPort = pattern.endsWith(':*');
  const [scheme = '', host = ''] = (anyPort ? pattern.slice(0, -2) : pattern).split('://');
  const subdomains = host.startsWith('*.');
  const parent = subdomains ? host.slice(2) : host;
  return `^${literal(scheme)}://${subdomains ? '([a-z0-9_-]+[.])+' : ''}${literal(parent)}${anyPort ? '(:[0-9]+)?' : ''}$`;
}

const literal = (text: string): string => text.replace(/[.+[]/g, '[$&]');
