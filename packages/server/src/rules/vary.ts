import { isHeaderName } from '@corsmith/protocol';
import type { Report } from '../policy-error.js';
import { namesOf } from './name-list.js';

/** Every name is one of a header that a request can have. */
export function checkVary(names: unknown, report: Report): void {
  for (const [path, name] of namesOf(names, 'vary', report)) {
    if (name === '*')
      report('wildcard-beside-names', path, name, 'With Vary: * no cache keeps anything: name each header.');
    else if (!isHeaderName(name)) report('invalid-name', path, name, 'This is not a header name.');
  }
}
