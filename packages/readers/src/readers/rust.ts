import type { CodeFile } from '../read/code/code-file.js';
import { flag, names, seconds } from '../read/code/options.js';
import { resolved } from '../read/code/resolve.js';
import { readRust } from '../read/code/rust.js';
import { originsOf } from '../read/origins-of.js';
import { eachFile, type PolicyReading, type Reader, type ReadOrigin, stated } from '../read/reading.js';
import { refusals } from '../read/refusals.js';
import type { Span } from '../read/source-file.js';
import { type CallValue, itemsOf, type Value } from '../read/value.js';

/** tower-http's CorsLayer (axum) and actix-cors. Held against tower-http 0.6.11 and actix-cors 0.7.2. */
export const rust: Reader = {
  id: 'rust',
  layer: 'application',
  files: /\.rs$/,
  marks: [/\bCorsLayer\b|\bactix_cors\b/],
  read: eachFile((file) => {
    const code = readRust(file);
    const policies = chainsOf(code).map((chain) => policyOf(chain, code));
    return { policies, traps: refusals(policies) };
  }),
};

interface Chain {
  readonly root: CallValue;
  readonly methods: readonly CallValue[];
}

const ROOT = /(?:^|\.)(?:CorsLayer\.(?:new|permissive|very_permissive|default)|Cors\.(?:default|permissive))$/;

/** `CorsLayer::new().allow_origin(…)…`, each whole. */
function chainsOf({ calls }: CodeFile): readonly Chain[] {
  const found: Chain[] = [];
  for (const call of calls) {
    const methods: CallValue[] = [];
    let root: Value = call;
    while (root.kind === 'call' && root.receiver) {
      methods.unshift(root);
      root = root.receiver;
    }
    if (root.kind !== 'call' || !ROOT.test(root.callee)) continue;
    const { from } = root.at;
    if (!found.some((one) => one.root.at.from === from)) found.push({ root, methods });
  }
  return found;
}

function policyOf({ root, methods }: Chain, code: CodeFile): PolicyReading {
  return /CorsLayer/.test(root.callee) ? layerPolicy(root, methods, code) : actixPolicy(root, methods, code);
}

/** The arguments of a method that was called last, resolved. */
const argument = (methods: readonly CallValue[], name: string, code: CodeFile): Value | undefined => {
  const given = methods.findLast(({ callee }) => callee === `.${name}`)?.arguments[0];
  return given && resolved(given, code);
};

const isAny = (value: Value | undefined): boolean =>
  value?.kind === 'unknown' && /(?:^|\.| )Any(?:$|\.)|Any\.|\.any\(?/.test(textOfName(value));
const isMirror = (value: Value | undefined): boolean => value?.kind === 'call' && /mirror_request$/.test(value.callee);
const textOfName = ({ at }: Value): string => at.file.text.slice(at.from, at.to).replaceAll('::', '.');

function layerPolicy(root: CallValue, methods: readonly CallValue[], code: CodeFile): PolicyReading {
  const isPermissive = /\.permissive$/.test(root.callee);
  const isVery = /very_permissive$/.test(root.callee);
  const { at } = root;
  const origin = argument(methods, 'allow_origin', code);
  const origins: readonly ReadOrigin[] = origin
    ? layerOrigins(origin)
    : isVery
      ? [{ kind: 'echo', at }]
      : isPermissive
        ? [{ kind: 'any', at }]
        : [];
  const list = (name: string) =>
    permitted(argument(methods, name, code), at, isVery ? '* (echoed)' : isPermissive ? '*' : []);
  const credentials = argument(methods, 'allow_credentials', code);
  const read: PolicyReading = {
    stack: 'rust',
    at,
    origins,
    originHeader: origin?.kind === 'text' || origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials: flag(credentials, at, isVery),
    methods: list('allow_methods'),
    requestHeaders: list('allow_headers'),
    exposed: exposedOf(argument(methods, 'expose_headers', code), at, isPermissive),
    maxAge: seconds(argument(methods, 'max_age', code), at),
    preflight: true,
    errors: true,
    vary: true,
  };
  const refused = layerRefuses(read, origin);
  return refused === undefined ? read : { ...read, refused };
}

function layerRefuses(
  { credentials, origins, methods, requestHeaders }: PolicyReading,
  origin?: Value,
): string | undefined {
  if (origin?.kind === 'list' && origins.some((one) => one.kind === 'text' && one.text === '*'))
    return 'tower-http panics: * in a list of origins.';
  if (credentials.value !== true) return undefined;
  const star = origins.some(({ kind, when }) => kind === 'any' && when === undefined)
    ? 'Access-Control-Allow-Origin'
    : methods.value === '*'
      ? 'Access-Control-Allow-Methods'
      : requestHeaders.value === '*'
        ? 'Access-Control-Allow-Headers'
        : undefined;
  return star && `tower-http panics: credentials with * in ${star}.`;
}

function layerOrigins(value: Value): readonly ReadOrigin[] {
  if (isAny(value)) return [{ kind: 'any', at: value.at }];
  if (isMirror(value)) return [{ kind: 'echo', at: value.at }];
  const isList = value.kind === 'list';
  return originsOf(value, (text, at) => (text === '*' && !isList ? { kind: 'any', at } : { kind: 'text', text, at }));
}

/** Methods or headers: `Any`, what is requested, or a list of constants and texts. */
function permitted(
  value: Value | undefined,
  at: Span,
  otherwise: readonly string[] | '*' | '* (echoed)',
): PolicyReading['requestHeaders'] & PolicyReading['methods'] {
  if (!value) return stated(otherwise, at);
  if (isAny(value)) return stated('*', value.at);
  if (isMirror(value)) return stated('* (echoed)', value.at);
  return names(constants(value), at);
}

const exposedOf = (value: Value | undefined, at: Span, all: boolean): PolicyReading['exposed'] =>
  !value ? stated(all ? '*' : [], at) : isAny(value) ? stated('*', value.at) : names(constants(value), at);

/** `Method::GET` and `header::CONTENT_TYPE` as texts. */
function constants(value: Value): Value {
  return {
    kind: 'list',
    items: itemsOf(value).map((one): Value => {
      const [, name] = one.kind === 'unknown' ? (/(?:^|\.)([A-Z][A-Z_]*)$/.exec(textOfName(one)) ?? []) : [];
      if (name === undefined) return one;
      const isMethod = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)$/.test(name);
      return { kind: 'text', text: isMethod ? name : headerName(name), at: one.at };
    }),
    at: value.at,
  };
}

const headerName = (constant: string): string =>
  constant
    .toLowerCase()
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('-');

function actixPolicy(root: CallValue, methods: readonly CallValue[], code: CodeFile): PolicyReading {
  const isPermissive = /permissive$/.test(root.callee);
  const { at } = root;
  const has = (name: string) => methods.find(({ callee }) => callee === `.${name}`);
  const every = (...wanted: string[]): readonly Value[] =>
    methods.flatMap(({ callee, arguments: args }) =>
      wanted.some((name) => callee === `.${name}`) ? args.slice(0, 1).map((one) => resolved(one, code)) : [],
    );
  const any = has('allow_any_origin');
  const isWildcard = has('send_wildcard') !== undefined;
  const isEvery = any !== undefined || isPermissive;
  const listed = [...every('allowed_origin'), ...every('allowed_origin_fn')].flatMap((one) =>
    originsOf(one, (text, where) => ({ kind: 'text', text, at: where })),
  );
  const origins: readonly ReadOrigin[] =
    isEvery && listed.length === 0 ? [{ kind: isWildcard ? 'any' : 'echo', at: any?.at ? endOf(any) : at }] : listed;
  const credentials = has('supports_credentials');
  const isAllowed = credentials !== undefined || isPermissive;
  const list = (one: string, more: string, anything: string): PolicyReading['requestHeaders'] => {
    const values = every(one, more);
    if (has(anything) || (isPermissive && values.length === 0)) return stated('* (echoed)', has(anything)?.at ?? at);
    const last = methods.findLast(({ callee }) => callee === `.${one}` || callee === `.${more}`);
    const merged: Value = { kind: 'list', items: values.flatMap(itemsOf), at: last ? endOf(last) : at };
    return names(constants(merged), last ? endOf(last) : at);
  };
  const refused = origins.some((one) => one.kind === 'text' && one.text === '*')
    ? 'actix-cors rejects * as allowed_origin.'
    : isAllowed && isWildcard && isEvery
      ? 'actix-cors rejects credentials with send_wildcard.'
      : undefined;
  return {
    stack: 'rust',
    at,
    origins,
    originHeader: isWildcard && isEvery ? 'constant' : 'compared',
    credentials: stated(isAllowed, credentials ? endOf(credentials) : at),
    methods: list('allowed_methods', 'allowed_method', 'allow_any_method'),
    requestHeaders: list('allowed_headers', 'allowed_header', 'allow_any_header'),
    exposed: has('expose_any_header') ? stated('*', at) : names(every('expose_headers')[0], at),
    maxAge: seconds(every('max_age')[0], at),
    preflight: true,
    errors: true,
    vary: true,
    ...(refused !== undefined && { refused }),
  };
}

/** The place of the method's own name, not of the chain before it. */
function endOf({ at, receiver }: CallValue): Span {
  const from = receiver ? receiver.at.to : at.from;
  const dot = at.file.text.indexOf('.', from);
  return { ...at, from: dot >= 0 && dot < at.to ? dot : from };
}
