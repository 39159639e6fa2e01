import { type Random, randomOf } from '../oracle/random.js';
import type { CookieCase } from './cookie-case.js';

/**
 * Where a page is and where it requests. `{R}` is another in each round, as browsers hold few cookies of one site, and
 * another in each place: what pages of several sites request, WebKit takes for a tracker and deletes its cookies.
 */
const PLACES: readonly (readonly [weight: number, page: string, api: string])[] = [
  // One site, over https and http, and the page's own origin.
  [6, 'https://app.{R}.test', 'https://api.{R}.test'],
  [2, 'https://{R}.test', 'https://api.{R}.test'],
  [2, 'https://app.{R}.test', 'https://app.{R}.test:8443'],
  [2, 'https://app.{R}.test', 'https://app.{R}.test'],
  [2, 'https://a.{R}.co.uk', 'https://b.{R}.co.uk'],
  [2, 'http://app.{R}.test', 'http://api.{R}.test'],
  // Another scheme: what goes from http to https; the other way is mixed content.
  [3, 'http://app.{R}.test', 'https://api.{R}.test'],
  // Another site.
  [6, 'https://app.other-{R}.test', 'https://api.{R}.test'],
  [2, 'https://me-{R}.github.io', 'https://you-{R}.github.io'],
  [2, 'https://a-{R}.co.uk', 'https://b-{R}.co.uk'],
  [2, 'http://app.other-{R}.test', 'http://api.{R}.test'],
  [2, 'http://localhost:5173', 'https://api.{R}.test'],
  [2, 'https://192.0.2.7', 'https://api.{R}.test'],
  // This machine.
  [4, 'http://localhost:5173', 'http://localhost:3000'],
  [2, 'http://127.0.0.1:5173', 'http://127.0.0.1:3000'],
  [3, 'http://localhost:5173', 'http://127.0.0.1:3000'],
  [2, 'http://app.{R}.localhost', 'http://api.{R}.localhost'],
  [2, 'http://app-{R}.localhost', 'http://api-{R}.localhost'],
];

const PATH = '/v1/me';

const SAME_SITE = ['Lax', 'Strict', 'None', 'none', 'LAX', '', 'Default', '"None"'] as const;

const PATHS = ['/', '/v1', '/v1/', '/v1/me', '/v1/me/', '/v', '/other', '/V1', 'v1', ''] as const;

const PREFIXES = ['__Secure-', '__Host-', '__secure-', '__HOST-', '__Http-', '__Host-Http-'] as const;

const LIVES = [
  ...['Max-Age=3600', 'Max-Age=0', 'Max-Age=-1', 'Max-Age=soon', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
  ...['Expires=Thu, 01-Jan-1970 00:00:00 GMT', 'Expires=Fri, 01 Jan 2038 00:00:00 GMT', 'Expires=soon'],
  'Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=3600',
] as const;

/** The same seed and index, the same case. */
export function generateCookie(seed: string, index: number, round: number): CookieCase {
  const random = randomOf(`cookies ${seed}`, index);
  const place = random.weighted(PLACES.map(([weight], at) => [weight, at] as const));
  const [, page, api] = PLACES[place]!.map((text) => String(text).replace('{R}', `r${round}-${place}`)) as [
    string,
    string,
    string,
  ];
  const host = new URL(api).hostname;
  const prefix = random.chance(0.15) ? random.pick(PREFIXES) : '';
  const attributes = [
    ...(random.chance(prefix === '' ? 0.5 : 0.8) ? [random.pick(['Secure', 'secure', 'Secure=false'])] : []),
    ...(random.chance(0.6) ? [sameSite(random)] : []),
    ...(random.chance(prefix === '' ? 0.2 : 0.6) ? [`Path=${prefix === '' ? random.pick(PATHS) : '/'}`] : []),
    ...(random.chance(0.25) ? [`Domain=${random.pick(domains(host, page))}`] : []),
    ...(random.chance(0.2) ? ['Partitioned'] : []),
    ...(random.chance(0.4) ? ['HttpOnly'] : []),
    ...(random.chance(0.15) ? [random.pick(LIVES)] : []),
  ].sort(() => random.below(3) - 1);
  const value = random.chance(0.01) ? 'v'.repeat(5000) : 'v';
  const separator = random.pick(['; ', '; ', ';']);
  return {
    page,
    url: `${api}${PATH}`,
    credentials: random.weighted([
      [8, 'include'],
      [1, 'same-origin'],
      [1, 'omit'],
    ] as const),
    setBy: random.pick(['request', 'request', 'visit']),
    setCookie: [`${prefix}k${index}=${value}`, ...attributes].join(separator),
  };
}

const sameSite = (random: Random): string =>
  random.chance(0.1)
    ? 'SameSite'
    : `SameSite=${random.weighted([...SAME_SITE.map((one, i) => [i < 3 ? 5 : 1, one] as const)])}`;

/** The host's own, its parents, others', and what is no domain. */
function domains(host: string, page: string): readonly string[] {
  const parent = host.split('.').slice(1).join('.');
  return [
    ...[host, `.${host}`, parent, `.${parent}`, host.toUpperCase(), new URL(page).hostname, 'other.test'],
    ...['test', 'localhost', 'github.io', 'co.uk', `${host}.`, `${host}:443`, `https://${host}`, '', '.'],
  ];
}
