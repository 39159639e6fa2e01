import { byteLowercase, contains, get, type HeaderList, type PageRequest, type WireRequest } from '@corsmith/protocol';
import { siteOf } from './site.js';

/** What is known of the page that makes the request. */
export type ProbedPage = Pick<PageRequest, 'origin' | 'url' | 'mode' | 'initiator'>;

/**
 * Chrome's user agent, so that servers and firewalls that distinguish clients by it treat the probe as Chrome, with
 * `corsmith` at the end, so that the server's log shows who sent it.
 */
export const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 corsmith';

/**
 * All header lines of a request over HTTP/1.1, in the order in which Chromium 156 sends them. Those of `request` stand
 * as they are; a browser's own are laid around them unless `request` has them. Left out are the client hints
 * (`sec-ch-ua…`): they would claim a brand that this is not, and CORS never looks at them.
 */
export async function browserHeaders(
  request: WireRequest,
  { page, userAgent = USER_AGENT }: { readonly page?: ProbedPage | undefined; readonly userAgent?: string | undefined },
): Promise<HeaderList> {
  const url = new URL(request.url);
  const unlessGiven = (lines: HeaderList) => lines.filter(([name]) => !contains(request.headers, name));
  const agent = unlessGiven([['User-Agent', userAgent]]);
  const given = withAccept(request);
  return [
    ['Host', url.host],
    ['Connection', 'keep-alive'],
    ...contentLength(request),
    ...(request.kind === 'preflight' ? [...given, ...agent] : [...agent, ...given]),
    ...unlessGiven([
      ...(await fromThePage(request, url, page)),
      ['Accept-Encoding', acceptEncoding(request.headers, url)],
      ['Accept-Language', 'en-US,en;q=0.9'],
    ]),
  ];
}

/** The same lines over HTTP/2: names in lower case, and none that belongs to the connection. */
export const http2Headers = (headers: HeaderList): HeaderList =>
  headers
    .map(([name, value]) => [byteLowercase(name), value] as const)
    .filter(([name]) => name !== 'host' && name !== 'connection');

export function bodyBytes({ body }: WireRequest): Buffer | undefined {
  if (body === undefined || body === null) return undefined;
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
}

/**
 * Whether a browser takes the connection to this URL for safe from onlookers: only there it sends `Sec-Fetch-…` and
 * offers Brotli. https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
 */
const isTrustworthy = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/** Accept goes before a preflight's own headers, and in another request after the page's own headers. */
function withAccept({ kind, headers }: WireRequest): HeaderList {
  if (contains(headers, 'accept')) return headers;
  const next = kind === 'preflight' ? 'access-control-request-method' : 'origin';
  const at = headers.findIndex(([name]) => byteLowercase(name) === next);
  return headers.toSpliced(at < 0 ? headers.length : at, 0, ['Accept', '*/*']);
}

function contentLength(request: WireRequest): HeaderList {
  const length = bodyBytes(request)?.length ?? (/^(?:POST|PUT)$/.test(request.method) ? 0 : undefined);
  return length === undefined ? [] : [['Content-Length', `${length}`]];
}

async function fromThePage(request: WireRequest, url: URL, page: ProbedPage | undefined): Promise<HeaderList> {
  const sent = get(request.headers, 'origin');
  const origin = page?.origin ?? sent;
  if (origin === undefined) return [];
  const referer = /^https?:/.test(origin) && (origin.startsWith('http:') || isTrustworthy(url));
  return [
    ...(isTrustworthy(url)
      ? await fetchMetadata(request, url, { ...page, origin: sent === 'null' ? 'null' : origin })
      : []),
    ...(referer ? ([['Referer', `${origin}/`]] as const) : []),
  ];
}

/** https://w3c.github.io/webappsec-fetch-metadata/ */
async function fetchMetadata(
  { kind }: WireRequest,
  url: URL,
  page: Pick<ProbedPage, 'origin' | 'mode' | 'initiator'>,
): Promise<HeaderList> {
  const site = ['Sec-Fetch-Site', await siteOf(page.origin, url)] as const;
  const mode = ['Sec-Fetch-Mode', kind === 'preflight' ? 'cors' : (page.mode ?? 'cors')] as const;
  return [...(kind === 'preflight' ? [mode, site] : [site, mode]), ['Sec-Fetch-Dest', destination(page.initiator)]];
}

/** https://fetch.spec.whatwg.org/#concept-request-destination */
function destination(initiator: ProbedPage['initiator']): string {
  switch (initiator) {
    case 'font':
    case 'script':
    case 'image':
      return initiator;
    case 'module':
      return 'script';
    default:
      return 'empty';
  }
}

/** A part of a compressed body could not be decoded, so a request with Range accepts no compression. */
function acceptEncoding(headers: HeaderList, url: URL): string {
  if (contains(headers, 'range')) return 'identity';
  if (!isTrustworthy(url)) return 'gzip, deflate';
  return process.versions.zstd === undefined ? 'gzip, deflate, br' : 'gzip, deflate, br, zstd';
}
