import { isForbiddenMethod, isToken, normalizeMethod, type PageRequest } from '@corsmith/protocol';
import type { Words } from './engine.js';
import { refusedHeader } from './refused-header.js';

/** WebKitGTK 2.50. */
export const webkit: Words = {
  failed: 'Load failed',
  notUrl: () => 'URL is not valid or contains user credentials.',
  refused({ code, page }) {
    switch (code) {
      case 'InvalidMethod':
        return new TypeError(method(page.method ?? 'GET'));
      case 'InvalidHeader':
        return new TypeError(header(page));
      case 'BodyNotAllowed':
        return body(normalizeMethod(page.method ?? 'GET'));
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
  if (!isToken(name)) return 'Method is not a valid HTTP token.';
  return isForbiddenMethod(name) ? 'Method is forbidden.' : 'Method must be GET, POST or HEAD in no-cors mode.';
}

function header(page: PageRequest): string {
  const { name, value, wrong } = refusedHeader(page);
  if (wrong === 'character') return 'Type error';
  return wrong === 'name' ? `Invalid header name: '${name}'` : `Header '${name}' has invalid value: '${value}'`;
}

const body = (method: string): Error =>
  method === 'GET' || method === 'HEAD'
    ? new TypeError(`Request has method '${method}' and cannot have a body`)
    : new DOMException('ReadableStream uploading is not supported', 'NotSupportedError');
