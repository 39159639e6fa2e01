import { byteLowercase } from '../byte-case.js';
import type { HeaderList } from '../exchange.js';
import type { FetchRequest } from '../fetch-request.js';
import { lowercaseName } from '../field-name.js';
import { headersCheck, refusedHeader } from '../preflight-check.js';
import type { PreflightCheck } from '../rules.js';
import { isCorsSafelistedRequestHeader, sortedLowercaseSet } from '../safelist.js';
import { preflightNames } from './standard.js';

/** The unit of a range may be in any case. */
const isWebkitSafelisted = (name: string, value: string): boolean =>
  isCorsSafelistedRequestHeader(name, lowercaseName(name) === 'range' ? byteLowercase(value) : value);

/** Each unsafe name by itself: WebKit has no limit for all safelisted values together. */
const unsafeNames = (headers: HeaderList): string[] =>
  sortedLowercaseSet(headers.filter(([name, value]) => !isWebkitSafelisted(name, value)).map(([name]) => name));

/** WebKit's preflight is about the headers that the page set at first, even if a redirect made a plain GET of it. */
export function corsPreflightNames(request: FetchRequest): readonly string[] | undefined {
  const names = unsafeNames(request.original.headers);
  return preflightNames(request, names) ?? (request.preflighted ? names : undefined);
}

/** As WebKit writes them. */
const KNOWN_NAMES: ReadonlyMap<string, string> = new Map(
  [
    ...['Accept', 'Accept-Language', 'Authorization', 'Cache-Control', 'Content-Disposition', 'Content-Encoding'],
    ...['Content-Language', 'Content-Location', 'Content-Range', 'Content-Type', 'ETag', 'Expires', 'If-Match'],
    ...[
      'If-Modified-Since',
      'If-None-Match',
      'If-Range',
      'If-Unmodified-Since',
      'Last-Event-ID',
      'Last-Modified',
      'Link',
    ],
    ...['Location', 'Ping-From', 'Ping-To', 'Pragma', 'Range', 'Refresh', 'Upgrade-Insecure-Requests'],
    ...['User-Agent', 'Vary', 'X-Content-Type-Options', 'X-Frame-Options', 'X-XSS-Protection'],
  ].map((name) => [lowercaseName(name), name]),
);

/** The first that is missing, names that WebKit knows before others, as WebKit or else the page writes it. */
export const webkitHeadersCheck: PreflightCheck = (preflight) => {
  if (!headersCheck(preflight)) return undefined;
  const written = preflight.request.original.headers.map(([name]) => name);
  const known = (name: string) => KNOWN_NAMES.get(lowercaseName(name));
  const order = [...written.filter(known), ...written.filter((name) => !known(name))];
  const names = order.map(lowercaseName).filter((name) => preflight.names.includes(name));
  const failure = refusedHeader(preflight, names);
  const refused = order.find((name) => lowercaseName(name) === failure?.parameter);
  return failure && refused ? { ...failure, parameter: known(refused) ?? refused } : failure;
};
