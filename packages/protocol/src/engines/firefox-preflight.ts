import type { HeaderList } from '../exchange.js';
import type { FetchRequest } from '../fetch-request.js';
import { lowercaseName } from '../field-name.js';
import { accessCheck } from '../preflight-check.js';
import type { PreflightCheck } from '../rules.js';
import { isCorsSafelistedRequestHeader } from '../safelist.js';
import { preflightNames } from './standard.js';

/** A byte beyond ASCII is never safe, and a comma makes a type none. */
export const isSafelisted = (name: string, value: string): boolean =>
  isCorsSafelistedRequestHeader(name, value) &&
  !/[\x80-\xff]/.test(value) &&
  !(lowercaseName(name) === 'content-type' && value.includes(','));

/** Line by line: a name as often as it is set, and no limit for all safelisted values together. */
const unsafeNames = (headers: HeaderList): string[] =>
  headers
    .filter(([name, value]) => !isSafelisted(name, value))
    .map(([name]) => lowercaseName(name))
    .sort();

/**
 * A preflight is needed if the page set an unsafe header, even one that a redirect has removed, and names what is
 * left. If only an earlier hop needed one, it is sent all the same, with that hop's names.
 */
export function corsPreflightNames(request: FetchRequest): readonly string[] | undefined {
  const { headers } = request.original;
  const { initiator, bodyType } = request.init;
  const isGone = initiator === 'xhr' && request.body === null && bodyType !== undefined;
  const needed = preflightNames(request, unsafeNames(isGone ? withoutType(headers) : headers));
  if (!needed) return request.preflighted;
  return request.preflightAbout ? unsafeNames(request.preflightAbout) : needed;
}

export const withoutType = (headers: HeaderList): HeaderList =>
  headers.filter(([name]) => lowercaseName(name) !== 'content-type');

/** The preflight is a request of its own: to the page's own origin it needs no permission to be read. */
export const firefoxAccessCheck: PreflightCheck = (preflight, rules) =>
  preflight.request.url.origin === preflight.request.init.origin ? undefined : accessCheck(preflight, rules);

/** If the page does not follow redirects, a preflight's redirect is a response like others. */
export const firefoxRedirectCheck: PreflightCheck = ({ request, response }, rules) => {
  const target = rules.redirectTarget(request, response);
  return target.kind === 'to' && request.init.redirect === 'follow'
    ? { code: 'PreflightDisallowedRedirect', parameter: target.url.href }
    : undefined;
};
