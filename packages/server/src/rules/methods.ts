import { byteUppercase, isForbiddenMethod, isToken } from '@corsmith/protocol';
import type { Report } from '../policy-error.js';
import { namesOf } from './name-list.js';

const USUAL = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY'];

/** Every method is one that a page can send, written as it arrives. */
export function checkMethods(methods: unknown, report: Report): void {
  for (const [path, method] of namesOf(methods, 'methods', report)) {
    const upper = byteUppercase(method);
    if (method === '*') report('wildcard-beside-names', path, method, 'Name each method.');
    else if (!isToken(method)) report('invalid-name', path, method, 'Must be a method name.');
    else if (isForbiddenMethod(method)) report('forbidden-name', path, method, 'No page can send this method.');
    else if (method !== upper && USUAL.includes(upper))
      report('wrong-case', path, method, 'Method names are case-sensitive.', upper);
  }
}
