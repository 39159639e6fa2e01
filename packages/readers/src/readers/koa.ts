import type { CodeFile } from '../read/code/code-file.js';
import { staticBefore } from '../read/code/express-order.js';
import { readJavaScript } from '../read/code/javascript.js';
import { flag, names, namesWith, seconds } from '../read/code/options.js';
import { decidedByFunction } from '../read/code/origin-option.js';
import { byContext } from '../read/code/program/origin-function.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import { eachFile, type PolicyReading, type Reader, type Reading, type ReadOrigin } from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { type CallValue, entryOf, type Value } from '../read/value.js';

/** @koa/cors. https://github.com/koajs/cors#corsoptions */
export const koa: Reader = {
  id: 'koa',
  layer: 'application',
  files: /\.[cm]?[jt]s$/,
  marks: [/@koa\/cors|koa2?-cors/],
  read: eachFile(readFile),
};

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'];

function readFile(file: SourceFile): Reading {
  const code = readJavaScript(file);
  const local = [...code.imports].find(([, { module }]) => /^(?:@koa\/cors|koa2?-cors|koa-cors)$/.test(module))?.[0];
  const calls = code.calls.filter(({ callee }) => callee === local);
  return {
    policies: calls.map((call) => policyOf(call, code)),
    traps: calls.flatMap((call) => staticBefore(call, code)),
  };
}

function policyOf(call: CallValue, code: CodeFile): PolicyReading {
  const [written] = call.arguments;
  const options = written && resolved(written, code);
  const at = options?.at ?? call.at;
  const option = (name: string): Value | undefined => entryOf(options, name)?.value;
  const credentials = flag(option('credentials'), at);
  const origins = originsIn(option('origin'), credentials.value === true, at);
  const allowHeaders = namesWith<'*' | '* (echoed)'>(option('allowHeaders'), at, { otherwise: '* (echoed)', all: '*' });
  return {
    stack: 'koa',
    at,
    origins,
    originHeader:
      option('origin')?.kind !== 'function' && origins.some(({ kind }) => kind === 'any' || kind === 'text')
        ? 'constant'
        : 'compared',
    credentials,
    methods: names(option('allowMethods'), at, { otherwise: METHODS }),
    // An empty list is not sent, and the requested names are.
    requestHeaders: allowHeaders.value?.length === 0 ? { ...allowHeaders, value: '* (echoed)' } : allowHeaders,
    exposed: names(option('exposeHeaders'), at),
    maxAge: seconds(option('maxAge'), at),
    preflight: true,
    errors: true,
    vary: true,
  };
}

/** One text is sent to every origin; `*`, with credentials, becomes the origin that the request has. */
function originsIn(value: Value | undefined, withCredentials: boolean, at: CallValue['at']): readonly ReadOrigin[] {
  const kind = withCredentials ? 'echo' : 'any';
  if (!value || value.kind === 'null') return [{ kind, at }];
  switch (value.kind) {
    case 'text':
      return [value.text === '*' ? { kind, at: value.at } : { kind: 'text', text: value.text, at: value.at }];
    case 'choice':
      return value.of.flatMap(({ value: one, when }) =>
        originsIn(one, withCredentials, at).map((origin): ReadOrigin => ({ ...origin, when })),
      );
    case 'list':
      return [
        {
          kind: 'text',
          text: value.items.map((one) => (one.kind === 'text' ? one.text : '?')).join(', '),
          at: value.at,
        },
      ];
    case 'function':
      return decidedByFunction(value, byContext).origins;
    default:
      return originsOf(value, (text, where) => ({ kind: 'text', text, at: where }));
  }
}
