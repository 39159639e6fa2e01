import { isHeaderValue, parseSetCookie } from '@corsmith/protocol';
import type { UsageProblem } from '../usage-error.js';

export type ParsedCookies = { readonly cookies: readonly string[] } | { readonly problem: UsageProblem };

/** What may come after a cookie's value, without which the rest would be another cookie. */
const ATTRIBUTE =
  /^(?:domain|path|expires|max-age|samesite|priority)\s*=|^(?:secure|httponly|partitioned)(?:\s*=|\s*$)/i;

/**
 * Reads `NAME=VALUE; attributes` as Set-Cookie has it, or several `NAME=VALUE` with semicolons between them, as curl takes
 * them. A pasted `Set-Cookie:` or `Cookie:` before it is left out.
 */
export function parseCookies(text: string): ParsedCookies {
  const plain = text.replace(/^\s*(?:set-)?cookie\s*:/i, '').trim();
  const cookies: string[] = [];
  for (const part of plain.split(';').map((one) => one.trim())) {
    if (part === '') continue;
    const last = cookies.length - 1;
    if (last >= 0 && ATTRIBUTE.test(part)) cookies[last] += `; ${part}`;
    else cookies.push(part);
  }
  const wrong = cookies.find((cookie) => parseSetCookie(cookie).name === '');
  if (cookies.length === 0 || wrong !== undefined)
    return {
      problem: {
        message: `--cookie ${cookies.length === 0 ? 'is empty' : 'has a part without a name'}: it takes a cookie, not a file.`,
        hint: "Write --cookie 'NAME=VALUE; Secure; SameSite=None'",
      },
    };
  if (!cookies.every(isHeaderValue))
    return { problem: { message: '--cookie has a character that no header can hold.' } };
  return { cookies };
}
