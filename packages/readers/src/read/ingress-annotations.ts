import { nothingAllowed } from './nothing-allowed.js';
import { glob } from './origins-of.js';
import {
  NOTHING_READ,
  type PolicyReading,
  type Reading,
  type ReadOrigin,
  type Stated,
  stated,
  unstated,
} from './reading.js';
import { namesIn } from './responder.js';
import type { Span } from './source-file.js';
import { type Trap, trap } from './trap.js';
import { booleanOf, type Entry, textOf, type Value } from './value.js';

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** What ingress-nginx sends unless annotations say otherwise. https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors */
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'];
const HEADERS = [
  'DNT',
  'Keep-Alive',
  'User-Agent',
  'X-Requested-With',
  'If-Modified-Since',
  'Cache-Control',
  'Content-Type',
  'Range',
  'Authorization',
];
const MAX_AGE = 1_728_000;

/** Whether one of them is about CORS. */
export const isAnnotated = (annotations: readonly Entry[]): boolean =>
  annotations.some(({ key }) => key.startsWith(`${PREFIX}cors-`) || key === `${PREFIX}enable-cors`);

/** Also of Terraform's kubernetes_ingress. */
export function readAnnotations(annotations: readonly Entry[]): Reading {
  const entry = (name: string): Entry | undefined => annotations.findLast(({ key }) => key === PREFIX + name);
  const value = (name: string): Value | undefined => entry(name)?.value;
  const first = annotations.find(({ key }) => key.startsWith(`${PREFIX}cors-`)) ?? entry('enable-cors');
  if (!first) return NOTHING_READ;
  const enabled = entry('enable-cors');
  if (!enabled || booleanOf(enabled.value) === false) {
    const at = enabled?.keyAt ?? first.keyAt;
    return {
      policies: [nothingAllowed('ingress-nginx', at)],
      traps: enabled ? [] : [trap('enable-cors-missing', first.keyAt)],
    };
  }
  const origin = entry('cors-allow-origin');
  const at = origin?.value.at ?? enabled.value.at;
  const credentials = value('cors-allow-credentials');
  const age = Number(textOf(value('cors-max-age')) ?? MAX_AGE);
  const certificate = entry('auth-tls-verify-client');
  const verified = textOf(certificate?.value) === 'on' && entry('auth-tls-secret') ? certificate : undefined;
  const traps: readonly Trap[] = verified ? [trap('client-certificate-blocks-preflight', verified.keyAt)] : [];
  const policy: PolicyReading = {
    stack: 'ingress-nginx',
    at,
    origins: originsIn(origin?.value, at),
    originHeader: 'compared',
    credentials: credentials ? stated(booleanOf(credentials) ?? false, credentials.at) : stated(true, at),
    methods: names(value('cors-allow-methods'), METHODS, at),
    requestHeaders: names(value('cors-allow-headers'), HEADERS, at),
    exposed: names(value('cors-expose-headers'), [], at),
    maxAge: stated(Number.isNaN(age) ? null : age, value('cors-max-age')?.at ?? at),
    preflight: !verified,
    errors: verified ? null : true,
    vary: true,
    upstream: 'replaced',
  };
  return { policies: [policy], traps };
}

/** `*` alone is sent as it is; `https://*.example.com` is one level of subdomains. */
function originsIn(value: Value | undefined, at: Span): readonly ReadOrigin[] {
  if (!value) return [{ kind: 'any', at }];
  const text = textOf(value);
  if (text === undefined)
    return [
      { kind: 'unknown', because: value.kind === 'unknown' ? value.because : 'its value is not known', at: value.at },
    ];
  return namesIn(text).map(
    (one): ReadOrigin =>
      one === '*'
        ? { kind: 'any', at: value.at }
        : one.includes('*')
          ? glob(one, value.at, '[A-Za-z0-9-]+')
          : { kind: 'text', text: one, at: value.at },
  );
}

function names(value: Value | undefined, otherwise: readonly string[], at: Span): Stated<readonly string[] | '*'> {
  if (!value) return stated(otherwise, at);
  const text = textOf(value);
  if (text === undefined) return unstated('its value is not known', value.at);
  const list = namesIn(text);
  return stated(list.length === 1 && list[0] === '*' ? '*' : list, value.at);
}
