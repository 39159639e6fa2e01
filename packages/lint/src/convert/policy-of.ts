import { originProblem } from '@corsmith/protocol';
import { compiled, type PolicyReading, type ReadOrigin } from '@corsmith/readers';
import type { PolicyConfig } from '@corsmith/server';
import { STRANGERS } from '../compare/near-origins.js';
import { acceptedPolicy } from './accepted-policy.js';
import { entriesForPattern } from './pattern-entries.js';

/** A configuration as a policy, and what a policy cannot say. */
export interface PolicyOf {
  readonly policy: PolicyConfig;
  /** What is left out or closed, in sentences. */
  readonly leftOut: readonly string[];
}

/** The methods that pages use, where every method is allowed. */
const COMMON_METHODS = ['PUT', 'PATCH', 'DELETE'];

/** The widest policy that allows nothing beyond the configuration, or a sentence: why none is known. */
export function policyOf(reading: PolicyReading): PolicyOf | string {
  const { credentials, requestHeaders, exposed, maxAge, preflight, refused } = reading;
  if (refused !== undefined) return refused;
  const unknown = reading.origins.find((one) => one.kind === 'unknown');
  if (unknown?.kind === 'unknown') return `Its origins are not known, because ${unknown.because}.`;
  if (credentials.value === undefined)
    return `Whether it allows credentials is not known, because ${credentials.because}.`;
  const leftOut: string[] = [];
  const origins = originsIn(reading.origins, credentials.value, leftOut);
  if (origins.length === 0) return ['It allows no origin.', ...leftOut].join(' ');
  const hasCredentials = credentials.value && origins !== '*';
  const isBlocked = preflight === false;
  if (exposed.value === '*') leftOut.push('Every response header is exposed: name those that pages read.');
  const policy = acceptedPolicy(
    {
      origins,
      ...(hasCredentials && { credentials: true }),
      methods: isBlocked ? [] : methodsIn(reading, leftOut),
      requestHeaders: isBlocked ? [] : headersIn(requestHeaders.value, hasCredentials, leftOut),
      responseHeaders: typeof exposed.value === 'object' ? distinct(exposed.value) : [],
      ...(typeof maxAge.value === 'number' && maxAge.value >= 0 && { maxAge: Math.min(maxAge.value, 86_400) }),
      ...(hasCredentials && { dangerouslyAllowInsecureOrigins: true, dangerouslyAllowPublicSuffixes: true }),
    },
    leftOut,
  );
  return policy === undefined
    ? ['It allows no origin that a policy can name.', ...leftOut].join(' ')
    : { policy, leftOut };
}

function originsIn(origins: readonly ReadOrigin[], credentials: boolean, leftOut: string[]): '*' | string[] {
  if (origins.some((one) => one.kind === 'echo' || isAny(one))) {
    if (credentials)
      leftOut.push(
        'Every origin is allowed with credentials: any website can read responses as the signed-in visitor. Credentials are left out. List the origins that need them.',
      );
    return '*';
  }
  if (origins.some(({ kind }) => kind === 'any')) {
    if (credentials)
      leftOut.push(
        '* is sent with credentials, which browsers refuse. Credentials are left out, so that the target does not allow them for every website. List the origins that need them.',
      );
    return '*';
  }
  return distinct(origins.flatMap((one) => entriesFor(one, leftOut)));
}

/** A pattern that strangers match, too. */
function isAny(one: ReadOrigin): boolean {
  if (one.kind !== 'pattern') return false;
  const regex = compiled(one.regex, one.flags);
  return regex !== undefined && STRANGERS.filter((origin) => origin !== 'null').every((origin) => regex.test(origin));
}

function entriesFor(one: ReadOrigin, leftOut: string[]): readonly string[] {
  if (one.kind === 'text') {
    if (one.text === 'null') leftOut.push('The origin null is left out: any website can have it.');
    else if (originProblem(one.text)) leftOut.push(`${JSON.stringify(one.text)} is left out: no page has this origin.`);
    else return [one.text];
    return [];
  }
  if (one.kind !== 'pattern') return [];
  const entries = entriesForPattern(one);
  if (entries.length === 0)
    leftOut.push(
      `The pattern ${one.text} is left out: a policy cannot express it without allowing more. List its origins.`,
    );
  return entries;
}

function methodsIn({ methods: { value }, routes }: PolicyReading, leftOut: string[]): readonly string[] {
  if (value === undefined || typeof value === 'object') return distinct((value ?? []).filter(isUsable));
  if (routes) return routes.filter(isUsable);
  leftOut.push(`Every method is allowed: only ${COMMON_METHODS.join(', ')} are named. Add others that pages use.`);
  return COMMON_METHODS;
}

/** A preflight never requests OPTIONS for a page, and `get` is no other method than GET. */
const isUsable = (method: string): boolean =>
  !/^(?:\*|options|connect|trace|track)$/i.test(method) &&
  (method === method.toUpperCase() || !/^(?:get|head|post|put|patch|delete)$/i.test(method));

function headersIn(
  value: PolicyReading['requestHeaders']['value'],
  credentials: boolean,
  leftOut: string[],
): '*' | readonly string[] {
  if (value === '* (echoed)') return '*';
  if (value === '*') {
    if (!credentials) return '*';
    leftOut.push(
      'With credentials, browsers read * among the request headers as a name: it is left out. Name the headers.',
    );
    return [];
  }
  return distinct((value ?? []).filter((one) => one !== '*'));
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
