import { isForbiddenResponseHeaderName } from '@corsmith/protocol';
import type { Report } from '../policy-error.js';
import { belongsToRequests } from './header-direction.js';
import { headerNamesOf } from './name-list.js';

/** Every name is one that a page can be allowed to read. */
export function checkResponseHeaders(headers: unknown, report: Report): void {
  for (const [path, lower, name] of headerNamesOf(headers, 'responseHeaders', report)) {
    if (isForbiddenResponseHeaderName(lower) || lower.startsWith('access-control-allow-'))
      report('forbidden-name', path, name, "Pages can't read this header.");
    else if (belongsToRequests(lower)) report('wrong-direction', path, name, 'This is a request header.');
  }
}
