import { isForbiddenMethod, isToken, normalizeMethod, type PageRequest } from '@corsmith/protocol';
import type { InitFault } from '../init-fault.js';
import { emptyStream, type Words } from './engine.js';
import { refusedHeader } from './refused-header.js';

const inFetch = (text: string): TypeError => new TypeError(`Failed to execute 'fetch' on 'Window': ${text}`);

/** Chromium 156. */
export const chromium: Words = {
  failed: 'Failed to fetch',
  notUrl: (text) => inFetch(`Failed to parse URL from ${text}`).message,
  nullBody: emptyStream,
  faulty(fault) {
    const text = faultWords(fault);
    return text === undefined ? undefined : inFetch(text);
  },
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

const inMember = (member: string, text: string): string =>
  `Failed to read the '${member}' property from 'RequestInit': ${text}`;

function faultWords(fault: InitFault): string | undefined {
  switch (fault.kind) {
    case 'enumeration': {
      const type = fault.member === 'priority' ? 'FetchPriority' : fault.type;
      return inMember(fault.member, `The provided value '${fault.value}' is not a valid enum value of type ${type}.`);
    }
    case 'headers':
      return inMember(
        'headers',
        "The provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.",
      );
    case 'header-element':
      return inMember('headers', 'The provided value cannot be converted to a sequence.');
    case 'header-pair':
      return 'Invalid value';
    case 'signal':
      return inMember('signal', "Failed to convert value to 'AbortSignal'.");
    case 'window':
      return undefined;
    case 'navigate':
      return "Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.";
    case 'referrer':
      return `Referrer '${fault.value}' is not a valid URL.`;
    case 'stream-locked':
      return 'The provided ReadableStream is locked';
    case 'stream-keepalive':
      return 'Keepalive request cannot have a ReadableStream body.';
    case 'stream-duplex':
      return 'The `duplex` member must be specified for a request with a streaming body';
  }
}

function method(name: string): string {
  if (/[^\0-\xff]/.test(name)) return inMember('method', 'String contains non ISO-8859-1 code point.');
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
