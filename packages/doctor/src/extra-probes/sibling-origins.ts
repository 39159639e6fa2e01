import { originProblem, parseUrl } from '@corsmith/protocol';
import { type Facts, isJudged, type JudgedFacts } from '../facts/facts.js';
import type { Seen } from '../facts/seen.js';
import { find, type Located, lines } from '../facts/wire.js';
import { type ExtraProbe, fromOrigin } from './extra-probe.js';

/** The most likely ones. */
const MOST_SIBLINGS = 6;

/** Usual origins of development servers. */
const DEVELOPMENT = [
  'http://localhost:3000',
  'http://localhost:5173',
  'http://localhost:8080',
  'http://localhost:4200',
];

/** The judged request, sent from origins that resemble the page's. */
export const siblingProbes = (facts: Facts): readonly ExtraProbe[] =>
  isJudged(facts) ? siblingOrigins(facts).map((origin) => siblingProbe(facts, origin)) : [];

const siblingProbe = ({ judged, key }: JudgedFacts, origin: string): ExtraProbe =>
  fromOrigin(judged.exchange.request, origin, key);

/** The first of them that the server allows by name, with its response. */
export function allowedSibling(facts: Facts): { readonly origin: string; readonly located: Located } | undefined {
  if (!isJudged(facts)) return undefined;
  for (const origin of siblingOrigins(facts)) {
    const located = find(facts.exchanges, siblingProbe(facts, origin).request);
    const allowed = lines(located?.exchange.response, 'access-control-allow-origin');
    if (located && allowed.length === 1 && allowed[0]?.[1].trim() === origin) return { origin, located };
  }
  return undefined;
}

/** Origins easily confused with the page's, those that the server named somewhere, and those that servers often allow. */
export function siblingOrigins({
  request,
  planned,
  exchanges,
}: Pick<Seen, 'request' | 'planned' | 'exchanges'>): readonly string[] {
  const url = parseUrl(planned.actual?.url ?? request.url);
  const named = exchanges
    .filter(({ layer, why }) => layer !== 'front' || why === undefined)
    .flatMap(({ response }) => lines(response, 'access-control-allow-origin').map(([, value]) => value.trim()))
    .filter((value) => value.includes('://') && !originProblem(value));
  const origins = [...lookalikes(request.origin), ...(url ? [url.origin] : []), ...named, ...DEVELOPMENT];
  return [...new Set(origins)].filter((origin) => origin !== request.origin).slice(0, MOST_SIBLINGS);
}

/** http and https, with and without www and port, localhost and 127.0.0.1. */
function lookalikes(origin: string): string[] {
  const page = parseUrl(origin);
  if (!page || !/^https?:$/.test(page.protocol)) return [];
  const { protocol, hostname, port } = page;
  const other = protocol === 'http:' ? 'https:' : 'http:';
  const end = port === '' ? '' : `:${port}`;
  const labels = hostname.split('.');
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1';
  const hosts = isLocal
    ? [hostname === 'localhost' ? '127.0.0.1' : 'localhost']
    : /^[\d.]+$|^\[/.test(hostname)
      ? []
      : [labels[0] === 'www' ? labels.slice(1).join('.') : `www.${labels.slice(-2).join('.')}`];
  return [
    `${other}//${hostname}${end}`,
    ...hosts.map((host) => `${protocol}//${host}${end}`),
    ...(port === '' ? [] : [`${protocol}//${hostname}`]),
  ];
}
