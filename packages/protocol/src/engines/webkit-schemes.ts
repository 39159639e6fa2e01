import { type FetchRequest, urlsOf } from '../fetch-request.js';
import type { Blocked } from '../step.js';
import { type Url, withoutCredentials } from '../url.js';

/** What WebKit says of a URL that is not HTTP's, where it comes before the line that names what could not be loaded. */
export interface SchemeWords {
  readonly lines: readonly string[];
  /** The URL that the next line names; without one there is no next line. */
  readonly names?: string;
}

/** What only the machine or another page may show. */
const isLocal = ({ init: { origin } }: FetchRequest, url: Url): boolean =>
  url.protocol === 'file:' || (url.protocol === 'blob:' && url.origin !== origin);

const notAllowed = (url: Url): string => `Not allowed to load local resource: ${url.href}`;

const FTP_IS_DISABLED = 'FTP URLs are disabled';

/** Of a URL that the page requests. The words differ for elements and `no-cors`, and for scripts that read the response. */
export function wordsOfScheme({ request }: Blocked): SchemeWords {
  const url = request.url;
  const { initiator, mode } = request.init;
  // Whether there is such a blob is between the page and itself.
  if (url.protocol === 'blob:' && !isLocal(request, url)) return { lines: [] };
  const isScripted = initiator === 'fetch' || initiator === 'xhr' || initiator === 'eventsource';
  if (isScripted && mode === 'cors')
    return { lines: ['Cross origin requests are only supported for HTTP.'], names: url.href };
  if (url.protocol === 'ftp:') return { lines: [FTP_IS_DISABLED], names: url.href };
  if (url.protocol !== 'file:' && url.protocol !== 'blob:') return { lines: [] };
  return isScripted
    ? { lines: [notAllowed(url), 'Not allowed to request resource'], names: url.href }
    : { lines: [notAllowed(url)] };
}

/** Of a redirect, before it is a matter of CORS; undefined where it is one. */
export function wordsOfRedirectedScheme({ request }: Blocked, target: Url): SchemeWords | undefined {
  const { tainting } = request;
  const { initiator, mode } = request.init;
  const current = request.url.href;
  if (target.protocol === 'ftp:') return { lines: [FTP_IS_DISABLED], names: loadOf(request).href };
  if (tainting === 'cors') return undefined;
  if (isLocal(request, target)) return { lines: [notAllowed(target)], names: current };
  const line = 'Redirection to URL with a scheme that is not HTTP(S)';
  if (initiator === 'fetch' && (mode === 'no-cors' || target.protocol === 'blob:'))
    return { lines: [`${line}.`], names: target.href };
  if (mode === 'same-origin') return { lines: [unsafeAttempt(request, target)], names: current };
  if (mode === 'cors') return target.protocol === 'blob:' ? { lines: [line], names: target.href } : undefined;
  return /^(about|data):$/.test(target.protocol) ? { lines: [] } : { lines: [line], names: current };
}

export const unsafeAttempt = ({ init: { origin } }: FetchRequest, url: Url): string =>
  `Unsafe attempt to load URL ${url.href} from origin ${origin}. Domains, protocols and ports must match.`;

/** Where the load began: a request that leaves home begins anew. */
const loadOf = (request: FetchRequest): Url =>
  withoutCredentials(urlsOf(request).find((url) => url.origin !== request.init.origin) ?? request.init.url);
