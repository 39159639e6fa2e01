import type { ReadStack } from './read-policy.js';
import { type PolicyReading, type ReadOrigin, type Stated, stated, unstated } from './reading.js';
import { compiled, samplesOf } from './regex-samples.js';
import type { Span } from './source-file.js';

/** What a configuration makes of one request. */
export interface Responded {
  /** `self`: the server responds itself; `upstream`: what is behind it does, and the headers are added. */
  readonly by: 'self' | 'upstream';
  readonly status: number;
  readonly headers: readonly SentHeader[];
}

export interface SentHeader {
  /** Lowercase. */
  readonly name: string;
  /** Undefined if it can't be known. */
  readonly value: string | undefined;
  readonly at: Span;
  /** Whether error responses have it too. */
  readonly onErrors: boolean;
}

export interface RequestToRespond {
  readonly method: string;
  readonly origin: string | undefined;
}

export type Candidate = Extract<ReadOrigin, { kind: 'text' | 'pattern' }>;

/** A configuration of headers, run on requests. */
export interface Responder {
  readonly stack: ReadStack;
  readonly at: Span;
  readonly where?: string;
  respond(request: RequestToRespond): Responded;
  /** Origins and patterns that the configuration names. */
  readonly candidates: readonly Candidate[];
  readonly upstream?: 'replaced' | 'doubled';
}

/** An origin that no configuration names. */
const STRANGER = 'https://stranger-7d1c.corsmith.test';

/** What stands for Access-Control-Request-Headers of a preflight: a configuration that sends it echoes the header. */
export const ECHOED = 'x-corsmith-requested-7d1c';

export const headerOf = ({ headers }: Responded, name: string): SentHeader | undefined =>
  headers.find((one) => one.name === name && one.value !== '');

/** The methods that are tried if GET gets no header. */
const METHODS = ['GET', 'POST', 'PUT'];

/** The policy that a page would meet; undefined if no response has Access-Control-Allow-Origin. */
export function policyOf(responder: Responder): PolicyReading | undefined {
  const { stack, at, where } = responder;
  const method = METHODS.find((one) => allowedOrigins(responder, one).length > 0) ?? 'GET';
  const origins = allowedOrigins(responder, method);
  const inPreflight = allowedOrigins(responder, 'OPTIONS');
  const example = origins[0] ?? inPreflight[0];
  if (!example) return undefined;
  const origin = exampleOf(example);
  const actual = responder.respond({ method, origin });
  const preflight = responder.respond({ method: 'OPTIONS', origin });
  const allowed = headerOf(actual, ALLOW_ORIGIN);
  const isLeft = preflight.by === 'upstream';
  const stranger = headerOf(responder.respond({ method, origin: STRANGER }), ALLOW_ORIGIN)?.value;
  return {
    stack,
    at: allowed?.at ?? at,
    ...(where !== undefined && { where }),
    origins,
    originHeader: allowed?.value !== undefined && allowed.value === stranger ? 'constant' : 'compared',
    credentials: credentialsOf(actual, at),
    methods: listOf(preflight, 'access-control-allow-methods', at),
    requestHeaders: listOf(preflight, 'access-control-allow-headers', at),
    exposed: exposedOf(actual, at),
    maxAge: maxAgeOf(preflight, at),
    preflight: isLeft ? null : preflight.status < 300 && headerOf(preflight, ALLOW_ORIGIN) !== undefined,
    ...(origins.length === 0 && { isOnlyInPreflight: true }),
    errors: allowed?.onErrors ?? null,
    vary: actual.headers.some(({ name, value }) => name === 'vary' && /\borigin\b|\*/i.test(value ?? '')),
    ...(responder.upstream && actual.by === 'upstream' && { upstream: responder.upstream }),
  };
}

/** Whether preflights get a response without CORS headers, whatever the upstream of the other requests would send. */
export function endsPreflights(responder: Pick<Responder, 'respond'>): boolean {
  const preflight = responder.respond({ method: 'OPTIONS', origin: STRANGER });
  const actual = responder.respond({ method: 'GET', origin: STRANGER });
  const hasHeader = [preflight, actual].some((one) => one.headers.some(({ name }) => name === ALLOW_ORIGIN));
  return preflight.by === 'self' && actual.by === 'upstream' && !hasHeader;
}

export const ALLOW_ORIGIN = 'access-control-allow-origin';

/** An origin that an entry allows. */
export const exampleOf = (origin: ReadOrigin): string =>
  origin.kind === 'text'
    ? origin.text
    : origin.kind === 'pattern'
      ? (samplesOf(origin.regex)[0] ?? STRANGER)
      : STRANGER;

export function allowedOrigins(responder: Responder, method: string): readonly ReadOrigin[] {
  const stranger = headerOf(responder.respond({ method, origin: STRANGER }), ALLOW_ORIGIN);
  if (stranger) {
    const { value, at } = stranger;
    if (value === undefined) return [{ kind: 'unknown', because: 'its value is not known here', at }];
    if (value === STRANGER) return [{ kind: 'echo', at }];
    if (value === '*') return [{ kind: 'any', at }];
    // What is sent to a stranger may still be another origin for those that are named.
    return [
      ...named(responder, method).filter((one) => one.kind !== 'text' || one.text !== value),
      { kind: 'text', text: value, at },
    ];
  }
  return named(responder, method);
}

function named(responder: Responder, method: string): readonly ReadOrigin[] {
  return responder.candidates.flatMap((candidate): ReadOrigin[] => {
    if (candidate.kind === 'pattern') {
      const regex = compiled(candidate.regex, candidate.flags);
      const samples = samplesOf(candidate.regex).filter((one) => regex?.test(one));
      const sent = samples.map((one) => headerOf(responder.respond({ method, origin: one }), ALLOW_ORIGIN));
      return sent.some((one, i) => one?.value === samples[i]) ? [candidate] : [];
    }
    const sent = headerOf(responder.respond({ method, origin: candidate.text }), ALLOW_ORIGIN);
    if (sent?.value === undefined) return [];
    return [sent.value === candidate.text ? candidate : { kind: 'text', text: sent.value, at: sent.at }];
  });
}

function credentialsOf(response: Responded, at: Span): Stated<boolean> {
  const header = headerOf(response, 'access-control-allow-credentials');
  if (!header) return stated(false, at);
  return header.value === undefined
    ? unstated('its value is not known here', header.at)
    : stated(header.value === 'true', header.at);
}

export function listOf(response: Responded, name: string, at: Span): Stated<readonly string[] | '*' | '* (echoed)'> {
  const headers = response.headers.filter((one) => one.name === name && one.value !== '');
  const [first] = headers;
  if (!first) return stated([], at);
  const values = headers.map(({ value }) => value).filter((value) => value !== undefined);
  if (values.length < headers.length) return unstated('its value is not known here', first.at);
  const names = values.flatMap(namesIn);
  if (names.includes(ECHOED)) return stated('* (echoed)', first.at);
  return stated(names.length === 1 && names[0] === '*' ? '*' : names, first.at);
}

function exposedOf(response: Responded, at: Span): Stated<readonly string[] | '*'> {
  const { value, ...rest } = listOf(response, 'access-control-expose-headers', at);
  return { ...rest, value: value === '* (echoed)' ? [] : value };
}

function maxAgeOf(response: Responded, at: Span): Stated<number | null> {
  const header = headerOf(response, 'access-control-max-age');
  if (!header) return stated(null, at);
  const seconds = header.value === undefined ? Number.NaN : Number(header.value);
  return header.value === undefined
    ? unstated('its value is not known here', header.at)
    : stated(Number.isNaN(seconds) ? null : seconds, header.at);
}

export const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
