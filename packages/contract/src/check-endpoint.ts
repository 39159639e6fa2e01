import { parseDirectServer } from '@corsmith/doctor';
import {
  byteUppercase,
  type HeaderList,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isForbiddenResponseHeaderName,
  isHeaderName,
  isHeaderValue,
  isToken,
  normalizeValue,
} from '@corsmith/protocol';
import { nearest, type Policy } from '@corsmith/server';
import { checkedDenied, type GivenDenied } from './check-denied.js';
import { checkedPolicy, denialOf } from './check-policy.js';
import type { Endpoint } from './contract.js';
import type { Report } from './contract-error.js';
import { endpointUrl } from './endpoint-url.js';
import type { Path } from './path.js';
import { ALWAYS_READABLE } from './readable.js';
import { anyRecord, flagOf, itemsOf, recordOf, textOf, textsOf } from './shape.js';

export const ENDPOINT_KEYS = [
  'name',
  'url',
  'methods',
  'headers',
  'body',
  'credentials',
  'exposes',
  'vary',
  'maxAge',
  'denied',
  'errorPaths',
  'direct',
  'insecureDirect',
  'send',
  'policy',
  'environments',
] as const;

/** What an endpoint is checked against. */
export interface EndpointContext {
  /** The contract's policy; undefined if it has problems. */
  readonly policy: Policy | undefined;
  /** The names of all environments. */
  readonly environments: readonly string[];
  readonly environment: string | undefined;
  lineOf(path: Path): number;
  /** The file, if it is an included one. */
  readonly file?: string;
  readonly report: Report;
}

/** An endpoint with its own policy and what it denies itself. */
export interface CheckedEndpoint extends Omit<Endpoint, 'policy' | 'denied'> {
  readonly policy: Policy;
  readonly denied: GivenDenied;
}

/** The endpoint; undefined if it has problems or belongs to another environment. */
export function checkedEndpoint(value: unknown, path: Path, context: EndpointContext): CheckedEndpoint | undefined {
  const { report } = context;
  const record = recordOf(value, path, ENDPOINT_KEYS, report);
  if (!record) return undefined;
  if (record.url === undefined) report('missing', path, '', 'An endpoint has a url.');
  const text = textOf(record.url, [...path, 'url'], report);
  const url = text === undefined ? undefined : endpointUrl(text, [...path, 'url'], report);
  const policy =
    record.policy === undefined ? context.policy : checkedPolicy(record.policy, [...path, 'policy'], report);
  const read = {
    name: textOf(record.name, [...path, 'name'], report),
    body: textOf(record.body, [...path, 'body'], report),
    methods: methodsOf(record.methods, [...path, 'methods'], policy, report),
    headers: headersOf(record.headers, [...path, 'headers'], policy, report),
    credentials: credentialsOf(record.credentials, [...path, 'credentials'], policy, report),
    exposes: exposedOf(record.exposes, [...path, 'exposes'], policy, report),
    vary: variedOf(record.vary, [...path, 'vary'], report),
    denied: checkedDenied(record.denied, [...path, 'denied'], policy ? [policy] : [], report),
    errorPaths: distinct(
      textsOf(record.errorPaths, [...path, 'errorPaths'], 'paths', report).flatMap(([place, one]) =>
        url === undefined ? [] : (endpointUrl(one, place, report, url) ?? []),
      ),
    ),
    direct: textsOf(record.direct, [...path, 'direct'], 'servers', report).flatMap(([place, one]) => {
      const server = parseDirectServer(one);
      if (!server) report('not-a-server', place, one, 'Write HOST, HOST:PORT or http://HOST:PORT.');
      return server ?? [];
    }),
    insecureDirect: flagOf(record.insecureDirect, [...path, 'insecureDirect'], report),
    send: flagOf(record.send, [...path, 'send'], report),
  };
  const maxAge = maxAgeOf(record.maxAge, [...path, 'maxAge'], report) ?? policy?.config.maxAge;
  const isHere = belongsHere(record.environments, [...path, 'environments'], context);
  if (url === undefined || !policy || !isHere) return undefined;
  const { name = url, body, ...rest } = read;
  const { file } = context;
  const optional = {
    ...(body !== undefined && { body }),
    ...(maxAge !== undefined && { maxAge }),
    ...(file !== undefined && { file }),
  };
  return { line: context.lineOf(path), name, url, policy, ...rest, ...optional };
}

function methodsOf(value: unknown, path: Path, policy: Policy | undefined, report: Report): readonly string[] {
  const methods = textsOf(value, path, 'methods', report).flatMap(([place, method]) => {
    const upper = byteUppercase(method);
    if (method === '*') report('wildcard-beside-names', place, method, 'Name each method.');
    else if (!isToken(method)) report('invalid-name', place, method, 'Must be a method name.');
    else if (isForbiddenMethod(method)) report('forbidden-name', place, method, 'No page can send this method.');
    else if (method !== upper && USUAL.includes(upper))
      report('wrong-case', place, method, 'Method names are case-sensitive.', upper);
    else if (policy && denialOf(policy, method, []) === 'method-not-allowed')
      report('contradiction', place, method, 'The policy does not allow this method: name it in policy.methods.');
    else return [method];
    return [];
  });
  return methods.length > 0 ? distinct(methods) : ['GET'];
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const USUAL = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY'];

/** One set of headers as an object, or several as a list. */
function headersOf(value: unknown, path: Path, policy: Policy | undefined, report: Report): readonly HeaderList[] {
  if (value === undefined) return [[]];
  if (!Array.isArray(value)) return [headerList(value, path, policy, report)];
  const lists = itemsOf(value, path, 'objects', report).map(([place, one]) => headerList(one, place, policy, report));
  return lists.length > 0 ? lists : [[]];
}

function headerList(value: unknown, path: Path, policy: Policy | undefined, report: Report): HeaderList {
  const record = anyRecord(value, path, 'Must be an object of header names and values.', report) ?? {};
  return Object.entries(record).flatMap(([name, given]) => {
    const place = [...path, name];
    const text = typeof given === 'number' || typeof given === 'boolean' ? String(given) : textOf(given, place, report);
    if (given === null) report('wrong-type', place, 'null', 'Must be a string.');
    const header = [name, normalizeValue(text ?? '')] as const;
    if (!isHeaderName(name)) report('invalid-name', place, name, 'Must be a header name.');
    else if (!isHeaderValue(header[1]))
      report('invalid-name', place, name, 'Its value has a character that no header has, such as a line break.');
    else if (isForbiddenRequestHeader(name, header[1]))
      report('forbidden-name', place, name, 'No page can set this header: the browser does.');
    else if (policy && denialOf(policy, 'GET', [header]) === 'header-not-allowed')
      report('contradiction', place, name, 'The policy does not allow this header: name it in policy.requestHeaders.');
    else return [header];
    return [];
  });
}

function credentialsOf(value: unknown, path: Path, policy: Policy | undefined, report: Report): readonly boolean[] {
  if (value === undefined) return [policy?.config.credentials === true];
  if (value !== true && value !== false && value !== 'both') {
    const suggestion = nearest(String(value), ['true', 'false', 'both']);
    report('wrong-type', path, value, 'Must be true, false or both.', suggestion);
  } else if (value !== false && policy && policy.config.credentials !== true)
    report('contradiction', path, value, 'The policy allows no credentials: set policy.credentials.');
  return value === 'both' ? [true, false] : [value === true];
}

function exposedOf(value: unknown, path: Path, policy: Policy | undefined, report: Report): readonly string[] {
  const exposed = policy?.config.responseHeaders?.map((name) => name.toLowerCase());
  return textsOf(value, path, 'header names', report).flatMap(([place, name]) => {
    if (name === '*') report('wildcard-beside-names', place, name, 'Name each header.');
    else if (!isHeaderName(name)) report('invalid-name', place, name, 'Must be a header name.');
    else if (isForbiddenResponseHeaderName(name))
      report('forbidden-name', place, name, 'No page can ever read this header.');
    else if (policy && !ALWAYS_READABLE.has(name.toLowerCase()) && !exposed?.includes(name.toLowerCase()))
      report(
        'contradiction',
        place,
        name,
        'The policy does not expose this header: name it in policy.responseHeaders.',
      );
    else return [name];
    return [];
  });
}

const variedOf = (value: unknown, path: Path, report: Report): readonly string[] =>
  textsOf(value, path, 'header names', report).map(([place, name]) => {
    if (!isHeaderName(name)) report('invalid-name', place, name, 'Must be a header name.');
    return name;
  });

/** Longer than any browser caches a preflight response. */
const MAX_AGE = 86_400;

function maxAgeOf(value: unknown, path: Path, report: Report): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_AGE) return value;
  report('out-of-range', path, value, `Must be a number of seconds from 0 to ${MAX_AGE}.`);
  return undefined;
}

/** Whether the endpoint belongs to the chosen environment; without a choice every endpoint does. */
function belongsHere(value: unknown, path: Path, { environments, environment, report }: EndpointContext): boolean {
  if (value === undefined) return true;
  const names = textsOf(value, path, 'environments', report).map(([place, name]) => {
    if (!environments.includes(name))
      report('unknown-environment', place, name, 'There is no such environment.', nearest(name, environments));
    return name;
  });
  return environment === undefined || names.includes(environment);
}
