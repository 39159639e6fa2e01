import { originOf, originProblem, ProtocolError } from '@corsmith/protocol';
import type { PageOptions } from './options.js';
import type { Place } from './page-request.js';

/** Where the page is. @throws ProtocolError if the options are invalid or contradict each other. */
export function placeOf(options: PageOptions): Place {
  const { origin, url }: Partial<PageOptions> = options ?? {};
  if (url === undefined) {
    if (origin === undefined)
      throw new ProtocolError(
        'invalid-origin',
        "The page's origin is missing: { origin: 'https://app.example.com' }.",
        '',
      );
    checkOrigin(origin);
    return { origin, base: origin === 'null' ? undefined : origin };
  }
  const found = originOf(String(url));
  if (found === undefined)
    throw new ProtocolError('invalid-url', `url must be the page's absolute URL. (${url})`, String(url));
  if (origin !== undefined) checkOrigin(origin);
  if (origin !== undefined && origin !== 'null' && origin !== found)
    throw new ProtocolError('invalid-origin', `origin must be that of url, ${found}, or null. (${origin})`, origin);
  return { origin: origin ?? found, base: String(url) };
}

/** @throws ProtocolError if it is not a serialised origin. */
export function checkOrigin(given: string): void {
  const text = String(given);
  const problem = originProblem(text);
  if (problem) throw new ProtocolError('invalid-origin', `${problem.message} (${text})`, text);
}
