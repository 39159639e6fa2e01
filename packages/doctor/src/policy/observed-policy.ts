import {
  byteLowercase,
  get,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isForbiddenResponseHeaderName,
  isToken,
  originProblem,
  type ProbedExchange,
  type ProbedResponse,
  splitOnCommas,
  type WireRequest,
} from '@corsmith/protocol';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { UNKNOWN_HEADER, UNKNOWN_ORIGIN } from './unknown-names.js';

/** What a server allows today, as far as its responses show it. */
export interface ObservedPolicy {
  /** Allowed without credentials, whoever it is. */
  readonly anyOrigin: boolean;
  /** Allowed by name, an origin that nobody can have included: the server echoes every origin. */
  readonly echoesOrigins: boolean;
  /** Origins that it allows by name. */
  readonly origins: readonly string[];
  /** Responses say that they depend on the origin, as those of a server with a list do. */
  readonly variesByOrigin: boolean;
  /** Values of Access-Control-Allow-Origin that allow no page. */
  readonly invalidOrigins: readonly string[];
  /** An origin allowed by name is allowed with credentials. */
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly requestHeaders: '*' | readonly string[];
  /** Lists that say `*`, which is a literal name with credentials. */
  readonly wildcards: readonly ('methods' | 'request headers')[];
  readonly responseHeaders: readonly string[];
  readonly maxAge?: number;
}

/** What `*` stands for in Access-Control-Allow-Methods: those that servers route. */
const USUAL_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Longer lists are not written by people. */
const MOST_NAMES = 100;

/** The policy that the responses of one server (scheme, host and port) show. */
export function observedPolicy(exchanges: readonly ProbedExchange[], server: string): ObservedPolicy {
  const own = exchanges.filter(
    ({ layer, request, response }) => layer === 'front' && response && new URL(request.url).origin === server,
  );
  const responses = own.flatMap(({ response }) => response ?? []);
  const responsesTo = (kind: WireRequest['kind']) =>
    own.flatMap(({ request, response }) => (request.kind === kind && response) || []);
  const [preflights, actuals] = [responsesTo('preflight'), responsesTo('actual')];
  const values = responses.flatMap(originValues);
  const origins = unique(values.filter(isOrigin));
  const maxAges = preflights.flatMap((response) => lines(response, 'access-control-max-age'));
  const maxAge = maxAges.map(([, value]) => value.trim()).find((value) => /^\d{1,9}$/.test(value));
  const headers = preflights.flatMap((response) => names(response, 'access-control-allow-headers'));
  const methods = preflights.flatMap((response) => names(response, 'access-control-allow-methods'));
  return {
    anyOrigin: values.includes('*'),
    echoesOrigins: origins.includes(UNKNOWN_ORIGIN),
    origins: origins.filter((origin) => origin !== UNKNOWN_ORIGIN).slice(0, MOST_NAMES),
    variesByOrigin: responses.some((response) =>
      names(response, 'vary').some((name) => byteLowercase(name) === 'origin'),
    ),
    invalidOrigins: unique(values.filter((value) => value !== '*' && value !== 'null' && !isOrigin(value))),
    credentials: own.some(allowsCredentials),
    methods: unique(methods.flatMap(asMethods)),
    wildcards: [
      ...(methods.includes('*') ? (['methods'] as const) : []),
      ...(headers.includes('*') ? (['request headers'] as const) : []),
    ],
    requestHeaders:
      headers.includes('*') || headers.includes(UNKNOWN_HEADER)
        ? '*'
        : uniqueNames(headers.filter((name) => isToken(name) && !isForbiddenRequestHeader(name, ''))),
    responseHeaders: uniqueNames(actuals.flatMap(exposedNames)),
    ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
  };
}

/** A list in one value is not valid; each of its origins is what the server means to allow. */
const originValues = (response: ProbedResponse): string[] =>
  lines(response, ALLOW_ORIGIN)
    .flatMap(([, value]) => value.split(/[\s,;]+/))
    .filter((value) => value !== '');

const isOrigin = (value: string): boolean => value.includes('://') && !value.includes('*') && !originProblem(value);

function allowsCredentials({ request, response }: ProbedExchange): boolean {
  const [line, ...others] = lines(response, ALLOW_ORIGIN);
  const allowed = line?.[1].trim();
  return (
    allowed !== undefined &&
    others.length === 0 &&
    isOrigin(allowed) &&
    allowed === get(request.headers, 'origin') &&
    lines(response, 'access-control-allow-credentials').some(([, value]) => value.trim() === 'true')
  );
}

const names = (response: ProbedResponse, name: string): string[] =>
  lines(response, name)
    .flatMap(([, value]) => splitOnCommas(value))
    .slice(0, MOST_NAMES);

function asMethods(name: string): readonly string[] {
  if (name === '*') return USUAL_METHODS;
  return isToken(name) && name === name.toUpperCase() && !isForbiddenMethod(name) ? [name] : [];
}

/** Headers that no page misses. */
const TECHNICAL =
  /^(?:access-control-.*|date|server|connection|keep-alive|transfer-encoding|vary|x-powered-by|via|age|alt-svc|strict-transport-security|set-cookie2?|content-(?:security-policy.*|encoding)|x-(?:content-type-options|frame-options|xss-protection))$/;

function exposedNames(response: ProbedResponse): readonly string[] {
  const exposed = names(response, 'access-control-expose-headers');
  const all = exposed.includes('*')
    ? [...exposed, ...response.headers.map(([name]) => name).filter((name) => !TECHNICAL.test(byteLowercase(name)))]
    : exposed;
  return all.filter(
    (name) =>
      name !== '*' &&
      isToken(name) &&
      !isForbiddenResponseHeaderName(name) &&
      !byteLowercase(name).startsWith('access-control-'),
  );
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The first spelling of each. */
export const uniqueNames = (names: readonly string[]): string[] =>
  names.filter((name, at) => names.findIndex((one) => byteLowercase(one) === byteLowercase(name)) === at);
