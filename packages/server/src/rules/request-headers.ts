import { isForbiddenRequestHeader } from '@corsmith/protocol';
import type { Report } from '../policy-error.js';
import { REQUEST_HEADERS_LIMIT } from '../request-header-names.js';
import { belongsToResponses } from './header-direction.js';
import { headerNamesOf } from './name-list.js';

/** Every name is one that a page can set. */
export function checkRequestHeaders(headers: unknown, report: Report): void {
  if (headers === '*') return;
  const names = headerNamesOf(headers, 'requestHeaders', report, "'*'");
  for (const [path, lower, name] of names) {
    if (belongsToResponses(lower)) report('wrong-direction', path, name, 'This is a response header.');
    else if (isForbiddenRequestHeader(lower, '')) report('forbidden-name', path, name, 'No page can send this header.');
  }
  const characters = names.reduce((sum, [, name]) => sum + name.length + 1, 0);
  if (characters > REQUEST_HEADERS_LIMIT)
    report(
      'too-long',
      'requestHeaders',
      `${characters} characters`,
      `All names together must have at most ${REQUEST_HEADERS_LIMIT}.`,
    );
}
