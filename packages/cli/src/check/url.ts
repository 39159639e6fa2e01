import { maskText } from '@corsmith/evidence';
import { parseUrl } from '@corsmith/protocol';
import type { UsageProblem } from '../usage-error.js';

/** A host and a port: `localhost:3000` would parse as a URL of the scheme `localhost:`. */
const HOST_AND_PORT = /^[a-z0-9.-]+:\d{1,5}(?:[/?#]|$)/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Why `text` is not the absolute URL of a request, or undefined if it is. */
export function urlProblem(text: string): UsageProblem | undefined {
  const read = readUrl(text);
  return read instanceof URL ? undefined : read;
}

/** The absolute URL of a request, or why the text is none. */
export function readUrl(given: string): URL | UsageProblem {
  // As a URL parser does.
  const text = given.trim();
  const shown = `'${maskText(text)}'`;
  if (text === '') return { message: 'The URL is empty.' };
  if (/[\0-\x1f\x7f]/.test(text)) return { message: `The URL ${shown} has a line break or another control character.` };
  if (/^[/?#.]/.test(text))
    return { message: `The URL ${shown} has no host.`, hint: 'Write the complete URL, from https:// on' };
  if (HOST_AND_PORT.test(text) || !SCHEME.test(text)) return missingScheme(text, shown);
  const url = parseUrl(text);
  if (url) return url;
  const port = /^[a-z]+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(text)?.[1];
  const why = Number(port) > 65_535 ? `: the port ${port} is above 65535` : '';
  return { message: `The URL ${shown} is not valid${why}.` };
}

/** A server on this machine and a bare address seldom have a certificate. */
function missingScheme(text: string, shown: string): UsageProblem {
  const [, misspelt, rest = ''] = /^(https?)[:/]+(.+)$/i.exec(text) ?? [];
  if (misspelt && parseUrl(`${misspelt}://${rest}`))
    return { message: `The URL ${shown} has a malformed scheme.`, hint: `Write ${misspelt}://${maskText(rest)}` };
  const scheme = /^(?:localhost|[\d.]+|\[::1\])(?:[:/?#]|$)/i.test(text) ? 'http' : 'https';
  const message = `The URL ${shown} has no scheme.`;
  return parseUrl(`${scheme}://${text}`) ? { message, hint: `Write ${scheme}://${maskText(text)}` } : { message };
}
