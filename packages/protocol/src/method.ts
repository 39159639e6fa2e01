import { byteUppercase } from './byte-case.js';

/** https://fetch.spec.whatwg.org/#forbidden-method */
export const isForbiddenMethod = (method: string): boolean =>
  ['CONNECT', 'TRACE', 'TRACK'].includes(byteUppercase(method));

const NORMALIZED = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];

/** Upper-cases six methods and no other: `patch` stays `patch`. https://fetch.spec.whatwg.org/#concept-method-normalize */
export function normalizeMethod(method: string): string {
  const upper = byteUppercase(method);
  return NORMALIZED.includes(upper) ? upper : method;
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-method */
export const isCorsSafelistedMethod = (method: string): boolean => ['GET', 'HEAD', 'POST'].includes(method);
