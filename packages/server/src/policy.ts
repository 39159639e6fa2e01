import { byteLowercase, type HeaderList } from '@corsmith/protocol';
import {
  ALLOW_CREDENTIALS,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  EXPOSE_HEADERS,
  MAX_AGE,
  RESPONSE_HEADERS,
} from './cors-headers.js';
import { fixedSet, type OriginSet, originSet } from './origin-set.js';
import type { OriginsFunction, PolicyConfig } from './policy-config.js';
import { type Report, refuseProblems } from './policy-error.js';
import type { PolicyResponse } from './policy-response.js';
import { checkKeys, type PolicyKey } from './rules/keys.js';
import { checkMaxAge } from './rules/max-age.js';
import { checkMethods } from './rules/methods.js';
import { headerNamesOf } from './rules/name-list.js';
import { checkOrigins } from './rules/origins.js';
import { checkRequestHeaders } from './rules/request-headers.js';
import { checkResponseHeaders } from './rules/response-headers.js';
import { mergeVary } from './vary.js';

/** A valid configuration, prepared for responding. Immutable: to change it, create another. */
export interface Policy {
  readonly config: PolicyConfig;
  readonly origins: '*' | OriginSet | OriginsFunction;
  readonly methods: ReadonlySet<string>;
  /** Lowercase. */
  readonly requestHeaders: '*' | ReadonlySet<string>;
  /**
   * The Access-Control-Allow-Origin of every response, or undefined if it depends on the
   * request's origin. https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
   */
  readonly staticOrigin: string | undefined;
  /** The headers of an allowed response; without Access-Control-Allow-Origin if that depends on the request. */
  readonly responseHeaders: HeaderList;
  /** The same for an allowed preflight. */
  readonly preflightHeaders: HeaderList;
  /**
   * What an allowed response must not carry: permission for credentials if the policy gives none. A route may expose
   * headers of its own if the policy names none.
   */
  readonly unsent: readonly string[];
  /** The response to a request without `Origin`. */
  readonly notCors: PolicyResponse;
  /** Whether a preflight response echoes the requested header names. */
  readonly echoesHeaders: boolean;
  /** What every response's Vary names: `Origin` if the response depends on it, and the names of the option `vary`. */
  readonly vary: string;
  /** What a preflight's Vary names. */
  readonly preflightVary: string;
}

/** Throws a PolicyError that lists all problems of the configuration. */
export function createPolicy(config: PolicyConfig): Policy {
  return parsePolicy(config);
}

/** The same for what may be no configuration at all, such as parsed JSON. */
export function parsePolicy(config: unknown): Policy {
  refuseAllBut(config);
  const { credentials = false, methods = [], responseHeaders = [], maxAge, debug } = config;
  const origins = typeof config.origins === 'object' ? originSet(config.origins) : config.origins;
  const requestHeaders =
    config.requestHeaders === '*' ? '*' : fixedSet((config.requestHeaders ?? []).map(byteLowercase));
  const staticOrigin = onlyOrigin(origins);
  const echoesHeaders = requestHeaders === '*' && credentials;
  const vary = mergeVary(staticOrigin === undefined || debug ? 'Origin' : '', config.vary?.join(', ') ?? '');
  const common: HeaderList = [
    ...line(ALLOW_ORIGIN, staticOrigin),
    ...line(ALLOW_CREDENTIALS, credentials ? 'true' : undefined),
  ];
  const responseLines = [...common, ...line(EXPOSE_HEADERS, list(responseHeaders.map(byteLowercase)))];
  const unsent = credentials ? [] : [ALLOW_CREDENTIALS];
  const everyHeader = echoesHeaders ? undefined : EVERY_HEADER;
  const policy: Policy = {
    config: frozenCopy(config),
    origins,
    methods: fixedSet(methods),
    requestHeaders,
    staticOrigin,
    responseHeaders: responseLines,
    preflightHeaders: [
      ...common,
      ...line(ALLOW_METHODS, list(methods) ?? SAFELISTED_METHODS),
      ...line(ALLOW_HEADERS, requestHeaders === '*' ? everyHeader : list([...requestHeaders])),
      ...line(MAX_AGE, maxAge?.toString()),
    ],
    unsent,
    // A static response is the same for every request.
    notCors: {
      kind: 'not-cors',
      status: undefined,
      headers: staticOrigin === undefined ? [] : responseLines,
      remove: staticOrigin === undefined ? RESPONSE_HEADERS : unsent,
      vary,
      allowed: true,
      denial: undefined,
    },
    echoesHeaders,
    vary,
    preflightVary: echoesHeaders ? mergeVary(vary, 'Access-Control-Request-Headers') : vary,
  };
  return Object.freeze(policy);
}

function refuseAllBut(config: unknown): asserts config is PolicyConfig {
  refuseProblems((report) => checkPolicy(config, report));
}

/** Reports all problems of a configuration. */
export function checkPolicy(config: unknown, report: Report): void {
  if (typeof config !== 'object' || config === null) {
    report('wrong-type', '', config, 'Must be an object.');
    return;
  }
  const rules: Partial<Record<PolicyKey, unknown>> = config;
  checkKeys(rules, report);
  checkOrigins(rules.origins, rules, report);
  checkMethods(rules.methods, report);
  checkRequestHeaders(rules.requestHeaders, report);
  checkResponseHeaders(rules.responseHeaders, report);
  checkMaxAge(rules.maxAge, report);
  headerNamesOf(rules.vary, 'vary', report);
}

/** The lists are copied too, so later changes of the caller's lists have no effect. */
const frozenCopy = (config: PolicyConfig): PolicyConfig =>
  Object.freeze(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key, Array.isArray(value) ? Object.freeze([...value]) : value]),
    ),
  ) as unknown as PolicyConfig;

/** The value that is right for every origin. */
function onlyOrigin(origins: Policy['origins']): string | undefined {
  if (origins === '*') return '*';
  if (typeof origins === 'function' || origins.patterns.size > 0 || origins.exact.size !== 1) return undefined;
  return [...origins.exact][0];
}

/**
 * Sent if no other method is allowed: without the header a preflight that an upload listener forces would permit every
 * method. https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
const SAFELISTED_METHODS = 'GET,HEAD,POST';

/** By the standard, `*` does not cover Authorization (engines allow it), so it is named too. */
const EVERY_HEADER = '*,authorization';

/** Each name once, or undefined if there are none. */
const list = (names: readonly string[]): string | undefined => [...new Set(names)].join(',') || undefined;

const line = (name: string, value: string | undefined): HeaderList => (value === undefined ? [] : [[name, value]]);
