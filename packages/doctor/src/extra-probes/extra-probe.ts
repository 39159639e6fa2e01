import { byteLowercase, contains, get, type HeaderList, remove, type WireRequest } from '@corsmith/protocol';
import { asGet, type HarmlessRequest, harmless } from '../probe/harmless.js';

/** A request that no browser sends here, and that distinguishes one cause from similar ones. It can't change anything. */
export interface ExtraProbe {
  readonly request: HarmlessRequest;
  /** For the person whose server receives it. */
  readonly why: string;
}

/** The same URL with a query that no one else uses: no cache knows it, and a cached copy of it harms nobody. */
export function apart(url: string, key: string, experiment: string): string {
  const { href } = new URL(url);
  return `${href}${href.includes('?') ? '&' : '?'}corsmith=${key}-${experiment}`;
}

export const PAST_CACHES = 'past every cache, to see the server’s own response';

/** Past every cache. Each `turn` is another URL. */
export const fresh = (wire: WireRequest, key: string, turn = 0): ExtraProbe => ({
  request: { ...harmless(wire), url: apart(wire.url, key, turn === 0 ? 'fresh' : `fresh-${turn}`) },
  why: PAST_CACHES,
});

const withoutOrigin = (request: HarmlessRequest): HarmlessRequest => ({
  ...request,
  headers: remove(request.headers, 'origin'),
});

/** As a link, an image or curl requests it. */
export const bare = (wire: WireRequest, key: string): ExtraProbe => ({
  request: withoutOrigin({ ...harmless(wire), url: apart(wire.url, key, 'bare') }),
  why: 'without Origin, to see whether the response depends on it',
});

/** As a page of another origin requests it. */
export function fromOrigin(wire: WireRequest, origin: string, key: string): ExtraProbe {
  const request = harmless(wire);
  return {
    request: {
      ...request,
      url: apart(wire.url, key, origin.replace(/[^a-z0-9]+/gi, '-')),
      headers: replaced(request.headers, 'origin', origin),
    },
    why: `from ${origin}, to see whether the server allows that origin`,
  };
}

/** A preflight that requests one more header, from an origin that the server allows. */
export function requesting(
  preflight: HarmlessRequest,
  name: string,
  { key, origin }: { readonly key: string; readonly origin: string },
): ExtraProbe {
  const before = get(preflight.headers, 'access-control-request-headers');
  const names = [...(before?.split(',') ?? []), name].sort().join(',');
  const withName = replaced(preflight.headers, 'access-control-request-headers', names);
  const headers = replaced(withName, 'origin', origin);
  return {
    request: { ...preflight, url: apart(preflight.url, key, 'headers'), headers },
    why: `requesting ${name} too, to see whether the server allows every header`,
  };
}

/** The preflight of a method with these headers, from an origin that the server allows. */
export function permissionFor(
  preflight: HarmlessRequest,
  method: string,
  names: readonly string[],
  { key, origin }: { readonly key: string; readonly origin: string },
): ExtraProbe {
  const bareHeaders = remove(preflight.headers, 'access-control-request-headers');
  const withMethod = replaced(replaced(bareHeaders, 'access-control-request-method', method), 'origin', origin);
  const headers =
    names.length > 0 ? replaced(withMethod, 'access-control-request-headers', names.join(',')) : withMethod;
  return {
    request: { ...preflight, url: apart(preflight.url, key, [method.toLowerCase(), ...names].join('-')), headers },
    why: `requesting ${[method, ...names].join(' with ')}, to see whether the server allows it`,
  };
}

/** As a page of the server's own origin requests it. */
export const fromSameSite = (wire: WireRequest, key: string): ExtraProbe => {
  const { origin } = new URL(wire.url);
  const request = harmless(wire);
  const headers = replaced(replaced(request.headers, 'origin', origin), 'sec-fetch-site', 'same-origin');
  return {
    request: { ...request, url: apart(wire.url, key, 'same-origin'), headers },
    why: 'as a page of its own origin, to see whether a CSRF protection denies others',
  };
};

/** The preflight of a request that needs none. */
export const preflightFor = (wire: WireRequest): HarmlessRequest => ({
  kind: 'preflight',
  url: wire.url,
  method: 'OPTIONS',
  headers: [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', wire.method],
    ['Origin', get(wire.headers, 'origin') ?? 'null'],
  ],
  credentials: false,
});

/** OPTIONS, but not a preflight. */
export const plainOptions = (preflight: HarmlessRequest): ExtraProbe => ({
  request: {
    ...preflight,
    kind: 'actual',
    headers: remove(preflight.headers, 'access-control-request-method', 'access-control-request-headers'),
  },
  why: 'plain OPTIONS, not a preflight, to see whether the server handles OPTIONS at all',
});

/** A path that surely does not exist, beside the requested one. */
export const missingPath = (wire: WireRequest, key: string): ExtraProbe => ({
  request: asGet(wire, new URL(`./corsmith-${key}`, wire.url).href),
  why: 'a path that does not exist, to see whether errors have the CORS headers',
});

export const rootPath = (wire: WireRequest): ExtraProbe => ({
  request: asGet(wire, new URL('/', wire.url).href),
  why: 'the root, to see whether other responses have the CORS headers',
});

export const withoutToken = (wire: WireRequest, key: string): ExtraProbe => ({
  request: asGet({ ...wire, headers: remove(wire.headers, 'authorization') }, apart(wire.url, key, 'no-token')),
  why: 'without a token, to see whether the error has the CORS headers',
});

export const withBadToken = (wire: WireRequest, key: string): ExtraProbe => ({
  request: asGet(
    { ...wire, headers: replaced(wire.headers, 'authorization', 'Bearer corsmith') },
    apart(wire.url, key, 'bad-token'),
  ),
  why: 'with a wrong token, to see whether the error has the CORS headers',
});

/** The target of a redirect, as if the page requested it directly. */
export function redirectTarget(wire: WireRequest, { location, origin }: Redirection): ExtraProbe | undefined {
  if (!URL.canParse(location, wire.url) || (wire.kind === 'actual' && wire.method !== 'GET' && wire.method !== 'HEAD'))
    return undefined;
  const url = new URL(location, wire.url);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  url.hash = '';
  const leaves = url.origin !== new URL(wire.url).origin;
  const headers = replaced(leaves ? remove(wire.headers, 'authorization') : wire.headers, 'origin', origin);
  return {
    request: { ...harmless(wire), url: url.href, headers },
    why: 'the redirect’s target, as if the page requested it directly',
  };
}

interface Redirection {
  readonly location: string;
  /** The page's. */
  readonly origin: string;
}

function replaced(headers: HeaderList, name: string, value: string): HeaderList {
  if (!contains(headers, name)) return [...headers, [name, value]];
  return headers.map(([n, before]) => [n, byteLowercase(n) === name ? value : before] as const);
}
