import { byteLowercase } from './byte-case.js';
import { isForbiddenMethod } from './method.js';

const FORBIDDEN_REQUEST_HEADERS = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

const METHOD_OVERRIDES = new Set(['x-http-method', 'x-http-method-override', 'x-method-override']);

/** A header that a page can't set: the engine drops it. https://fetch.spec.whatwg.org/#forbidden-request-header */
export function isForbiddenRequestHeader(name: string, value: string): boolean {
  const lower = byteLowercase(name);
  if (FORBIDDEN_REQUEST_HEADERS.has(lower)) return true;
  if (lower.startsWith('proxy-') || lower.startsWith('sec-')) return true;
  return METHOD_OVERRIDES.has(lower) && value.split(',').some((part) => isForbiddenMethod(part.trim()));
}

/** A header that no page may ever read. https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export const isForbiddenResponseHeaderName = (name: string): boolean => /^set-cookie2?$/.test(byteLowercase(name));
