import { isForbiddenMethod, isToken, normalizeMethod, type PageRequest } from '@corsmith/protocol';
import type { Words } from './engine.js';
import { refusedHeader } from './refused-header.js';

const inFetch = (text: string): TypeError => new TypeError(`Failed to execute 'fetch' on 'Window': ${text}`);

/** Chromium 156. */
export const chromium: Words = {
  failed: 'Failed to fetch',
  notUrl: (text) => inFetch(`Failed to parse URL from ${text}`).message,
  refused({ code, page }) {
    switch (code) {
      case 'InvalidMethod':
        return inFetch(method(page.method ?? 'GET'));
      case 'InvalidHeader':
        return inFetch(HEADER[refusedHeader(page).wrong]);
      case 'BodyNotAllowed':
        return inFetch('Request with GET/HEAD method cannot have body.');
      case 'UrlContainsCredentials':
        return inFetch(`Request cannot be constructed from a URL that includes credentials: ${page.url}`);
      case 'DisallowedByMode':
        return ofMode(page);
      default:
        return undefined;
    }
  },
};

const HEADER = {
  name: 'Invalid name',
  value: 'Invalid value',
  character: "Failed to read the 'headers' property from 'RequestInit': String contains non ISO-8859-1 code point.",
};

function method(name: string): string {
  if (!isToken(name)) return `'${name}' is not a valid HTTP method.`;
  return isForbiddenMethod(name)
    ? `'${name}' HTTP method is unsupported.`
    : `'${normalizeMethod(name)}' is unsupported in no-cors mode.`;
}

function ofMode({ cache, mode, duplex }: PageRequest): TypeError | undefined {
  if (cache === 'only-if-cached' && mode !== 'same-origin')
    return inFetch("'only-if-cached' can be set only with 'same-origin' mode");
  // Without a space in Chromium too.
  return duplex && mode === 'no-cors'
    ? inFetch('If request is made from ReadableStream, mode should be"same-origin" or "cors"')
    : undefined;
}
