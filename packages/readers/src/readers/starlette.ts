import type { CodeFile } from '../read/code/code-file.js';
import { flag, names, namesWith, seconds } from '../read/code/options.js';
import { readPython } from '../read/code/python.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import {
  eachFile,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
} from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { type CallValue, entryOf, type Value } from '../read/value.js';

/** FastAPI and Starlette. https://www.starlette.io/middleware/#corsmiddleware */
export const starlette: Reader = {
  id: 'starlette',
  layer: 'application',
  files: /\.py$/,
  marks: [/\bCORSMiddleware\b/],
  read: eachFile(readFile),
};

const LOCAL = 'CORSMiddleware';

function readFile(file: SourceFile): Reading {
  const code = readPython(file);
  const local = [...code.imports].find(
    ([, { module, name }]) => name === LOCAL && /^(?:fastapi|starlette)\b/.test(module),
  )?.[0];
  if (local === undefined) return NOTHING_READ;
  const calls = code.calls.filter(
    ({ arguments: [first], callee }) =>
      (first?.kind === 'name' && first.name === local && /(?:^|\.)(?:add_middleware|Middleware)$/.test(callee)) ||
      callee === local,
  );
  return { policies: calls.map((call) => policyOf(call, code)), traps: calls.flatMap((call) => outside(call, code)) };
}

const optionsOf = ({ named, at }: CallValue, code: CodeFile): Value =>
  resolved({ kind: 'map', entries: named, at }, code);

function policyOf(call: CallValue, code: CodeFile): PolicyReading {
  const { at } = call;
  const options = optionsOf(call, code);
  const option = (name: string): Value | undefined => entryOf(options, name)?.value;
  const credentials = flag(option('allow_credentials'), at);
  const origins = originsIn(option, credentials.value === true, at);
  return {
    stack: 'starlette',
    at,
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials,
    methods: methodsOf(option('allow_methods'), at),
    requestHeaders: headersOf(option('allow_headers'), at),
    exposed: names(option('expose_headers'), at),
    maxAge: seconds(option('max_age'), at, 600),
    preflight: true,
    errors: false,
    vary: true,
    unlistedMethods: 'preflight-fails',
  };
}

function originsIn(
  option: (name: string) => Value | undefined,
  withCredentials: boolean,
  at: CallValue['at'],
): readonly ReadOrigin[] {
  const listed = option('allow_origins');
  const regex = option('allow_origin_regex');
  return [
    ...(listed
      ? originsOf(
          listed,
          (text, where): ReadOrigin =>
            // With credentials every origin is sent back, once a request has a cookie.
            text === '*' ? { kind: withCredentials ? 'echo' : 'any', at: where } : { kind: 'text', text, at: where },
        )
      : []),
    // The whole origin must match.
    ...(regex
      ? originsOf(
          regex,
          (text, where): ReadOrigin => ({ kind: 'pattern', text, regex: `^(?:${text})$`, flags: '', at: where }),
        )
      : []),
  ].map((one): ReadOrigin => ({ ...one, at: one.at ?? at }));
}

/** `*` is sent as the list of all of them. */
const ALL = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

function methodsOf(value: Value | undefined, at: CallValue['at']): PolicyReading['methods'] {
  const stated = names(value, at, { otherwise: ['GET'] });
  return stated.value === '*' ? { ...stated, value: ALL } : stated;
}

/** These are allowed besides those that are listed. */
const SAFELISTED = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type'];

function headersOf(value: Value | undefined, at: CallValue['at']): PolicyReading['requestHeaders'] {
  const stated = namesWith<'* (echoed)'>(value, at, { all: '* (echoed)' });
  return typeof stated.value === 'object'
    ? { ...stated, value: [...SAFELISTED, ...stated.value.filter((one) => !SAFELISTED.includes(one))] }
    : stated;
}

/** What is added later runs first, and its responses have no CORS headers. */
function outside(call: CallValue, { calls }: CodeFile): readonly Trap[] {
  if (!call.callee.endsWith('.add_middleware')) return [];
  const app = call.callee.slice(0, call.callee.lastIndexOf('.'));
  return calls
    .filter(
      ({ callee, at }) =>
        at.from > call.at.to && (callee === `${app}.add_middleware` || callee === `@${app}.middleware`),
    )
    .filter(({ arguments: [first] }) => !(first?.kind === 'name' && HARMLESS.test(first.name)))
    .map(({ at }) => trap('middleware-outside-cors', at));
}

/** These respond to nothing themselves. */
const HARMLESS = /CORSMiddleware|GZip|Process(?:ing)?Time|RequestId|Logging|Correlation|Prometheus|ProxyHeaders/i;
