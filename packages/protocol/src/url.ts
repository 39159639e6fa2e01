import { type OriginProblem, originProblem, parseUrl } from './origin.js';

/** A URL as CORS looks at it, read once. */
export interface Url {
  readonly href: string;
  /** Serialised; `null` where its scheme has none. */
  readonly origin: string;
  /** With its colon. */
  readonly protocol: string;
  readonly withoutFragment: string;
  /** With its `#`; empty where there is no fragment. */
  readonly hash: string;
  /** A user or a password, or both. https://url.spec.whatwg.org/#include-credentials */
  readonly includesCredentials: boolean;
}

/** The URL that a text is, by itself or as seen from another, or undefined where it is none. */
export function readUrl(text: string, base?: Url): Url | undefined {
  const plain = plainUrl(text, base);
  if (plain) return plain;
  // Without a scheme it is none, which the parser takes long to say.
  if (!base && !text.includes(':')) return undefined;
  const url = parse(text, base);
  return url && urlOf(url);
}

/** The place that a Location names: it keeps the fragment of the URL that leads there where it has none. */
export function readLocation(text: string, base: Url): Url | undefined {
  const plain = plainUrl(text, base);
  if (plain) return base.hash === '' ? plain : { ...plain, href: plain.href + base.hash, hash: base.hash };
  if (text === last.text && base.href === last.from) return last.url;
  const url = parse(text, base);
  // An empty fragment counts as none, and goes.
  if (url && url.hash === '' && (base.hash !== '' || url.href.endsWith('#'))) url.hash = base.hash;
  last = { text, from: base.href, url: url && urlOf(url) };
  return last.url;
}

/** A loop of redirects leads to the same place again and again. */
let last: { readonly text: string; readonly from: string; readonly url: Url | undefined } = {
  text: '',
  from: '',
  url: undefined,
};

function parse(text: string, base?: Url): URL | undefined {
  const url = parseUrl(text, base?.href);
  if (url?.href.startsWith(text) && text.startsWith(`${url.origin}/`)) remember(url.origin);
  return url;
}

/** The same URL where it has no user and no password. */
export function withoutCredentials(url: Url): Url {
  if (!url.includesCredentials) return url;
  const bare = new URL(url.href);
  bare.username = '';
  bare.password = '';
  return urlOf(bare);
}

/** https://fetch.spec.whatwg.org/#http-scheme */
export const isHttp = ({ protocol }: Url): boolean => protocol === 'http:' || protocol === 'https:';

function urlOf({ href, origin, protocol, hash, username, password }: URL): Url {
  const [withoutFragment = ''] = href.split('#', 1);
  const includesCredentials = username !== '' || password !== '';
  return { href, origin, protocol, withoutFragment, hash, includesCredentials };
}

type HttpOrigin = Pick<Url, 'origin' | 'protocol'>;

/** The origins of HTTP that were met last: a URL that begins with one needs no parser. */
const known = new Map<string, HttpOrigin>();
const MOST_KNOWN = 64;
const LONGEST_PLAIN = 1024;

function remember(origin: string): void {
  const protocol = ['http:', 'https:'].find((scheme) => origin.startsWith(`${scheme}//`));
  if (protocol === undefined || origin.length > LONGEST_PLAIN) return;
  if (known.size === MOST_KNOWN) known.clear();
  known.set(origin, { origin, protocol });
}

/** As `originProblem`, but recently seen origins are not checked again. */
export function problemOfOrigin(text: string): OriginProblem | undefined {
  if (known.has(text)) return undefined;
  const problem = originProblem(text);
  if (!problem) remember(text);
  return problem;
}

/** A path and query in which a parser changes nothing: no escapes, no segment that begins with a dot. */
const PLAIN_PATH = /^(?:\/(?:[\w~-][\w.~-]*)?)+(?:\?[\w.~=&/-]*)?$/;

/** Most URLs are an origin and a plain path, each of which stays as it is written. */
function plainUrl(text: string, base: Url | undefined): Url | undefined {
  if (text.length > LONGEST_PLAIN) return undefined;
  if (text.startsWith('//')) return base && isHttp(base) ? plainUrl(base.protocol + text, undefined) : undefined;
  if (text.startsWith('/')) {
    const isPlain = base && isHttp(base) && !base.includesCredentials && PLAIN_PATH.test(text);
    return isPlain ? plain(base, base.origin + text) : undefined;
  }
  // The shortest, `http://a`, has eight characters before its path.
  const end = text.indexOf('/', 8);
  const origin = known.get(end < 0 ? text : text.slice(0, end));
  if (!origin) return undefined;
  if (end < 0) return plain(origin, `${text}/`);
  return PLAIN_PATH.test(text.slice(end)) ? plain(origin, text) : undefined;
}

const plain = ({ origin, protocol }: HttpOrigin, href: string): Url => ({
  href,
  origin,
  protocol,
  withoutFragment: href,
  hash: '',
  includesCredentials: false,
});
