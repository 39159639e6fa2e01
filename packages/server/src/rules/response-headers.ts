import { byteLowercase, isForbiddenResponseHeaderName, isHeaderName } from '@corsmith/protocol';
import type { Report } from '../policy-error.js';
import { belongsToRequests } from './header-direction.js';
import { namesOf } from './name-list.js';

/** Every name is one that a page can be let to read. */
export function checkResponseHeaders(headers: unknown, report: Report): void {
  for (const [path, name] of namesOf(headers, 'responseHeaders', report)) {
    const lower = byteLowercase(name);
    if (name === '*') report('wildcard-beside-names', path, name, 'Name each header that pages may read.');
    else if (!isHeaderName(name)) report('invalid-name', path, name, 'This is no header name.');
    else if (isForbiddenResponseHeaderName(lower) || lower.startsWith('access-control-allow-'))
      report('forbidden-name', path, name, 'This header is not for pages.');
    else if (belongsToRequests(lower))
      report('wrong-direction', path, name, 'Pages send this header, they do not read it.');
  }
}
