import { isForbiddenMethod, isToken, normalizeMethod, type PageRequest } from '@corsmith/protocol';
import type { InitFault, StreamFault } from '../init-fault.js';
import { emptyStream, type Words } from './engine.js';
import { refusedHeader } from './refused-header.js';

/** WebKitGTK 2.50. */
export const webkit: Words = {
  failed: 'Load failed',
  notUrl: () => 'URL is not valid or contains user credentials.',
  nullBody: emptyStream,
  faulty(fault) {
    const text = faultWords(fault);
    return text === undefined ? undefined : new TypeError(text);
  },
  refused({ code, page, streamFault }) {
    switch (code) {
      case 'InvalidMethod':
        return new TypeError(method(page.method ?? 'GET'));
      case 'InvalidHeader':
        return new TypeError(header(page));
      case 'BodyNotAllowed':
        return body(normalizeMethod(page.method ?? 'GET'), streamFault);
      case 'UrlContainsCredentials':
        return new TypeError('URL is not valid or contains user credentials.');
      case 'DisallowedByMode':
        return page.cache === 'only-if-cached' && page.mode !== 'same-origin'
          ? new TypeError('only-if-cached cache option requires fetch mode to be same-origin.')
          : undefined;
      default:
        return undefined;
    }
  },
};

function method(name: string): string {
  if (/[^\0-\xff]/.test(name)) return 'Type error';
  if (!isToken(name)) return 'Method is not a valid HTTP token.';
  return isForbiddenMethod(name) ? 'Method is forbidden.' : 'Method must be GET, POST or HEAD in no-cors mode.';
}

function header(page: PageRequest): string {
  const { name, value, wrong } = refusedHeader(page);
  if (wrong === 'character') return 'Type error';
  return wrong === 'name' ? `Invalid header name: '${name}'` : `Header '${name}' has invalid value: '${value}'`;
}

function faultWords(fault: InitFault): string | undefined {
  switch (fault.kind) {
    case 'enumeration':
      return fault.member === 'duplex' ? undefined : 'Type error';
    case 'headers':
      return 'Type error';
    case 'header-element':
      return 'Value is not a sequence';
    case 'header-pair':
      return 'Header sub-sequence must contain exactly two items';
    case 'window':
      return 'Window can only be null.';
    case 'navigate':
      return 'Request constructor does not accept navigate fetch mode.';
    case 'referrer':
      return 'Referrer is not a valid URL.';
    case 'stream-locked':
      return 'Input body is locked.';
    case 'stream-keepalive':
      return 'Request cannot have a ReadableStream body and keepalive set to true';
    default:
      return undefined;
  }
}

function body(method: string, streamFault: StreamFault | undefined): Error {
  if (method === 'GET' || method === 'HEAD')
    return new TypeError(`Request has method '${method}' and cannot have a body`);
  const words = streamFault && faultWords(streamFault);
  return words === undefined
    ? new DOMException('ReadableStream uploading is not supported', 'NotSupportedError')
    : new TypeError(words);
}
