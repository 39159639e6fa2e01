import { readGo } from '../read/code/go.js';
import { packageName, settingsOf } from '../read/code/go-options.js';
import { decidedBy, flag, names, namesWith, seconds } from '../read/code/options.js';
import { originsOf } from '../read/origins-of.js';
import {
  eachFile,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
} from '../read/reading.js';
import type { SourceFile, Span } from '../read/source-file.js';
import { booleanOf, type CallValue, type Value } from '../read/value.js';

/** Echo's own middleware. https://echo.labstack.com/docs/middleware/cors */
export const goEcho: Reader = {
  id: 'go-echo',
  layer: 'application',
  files: /\.go$/,
  marks: [/labstack\/echo/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readGo(file);
  const local = packageName(code, /labstack\/echo(?:\/v\d+)?\/middleware$/);
  if (local === undefined) return NOTHING_READ;
  const calls = code.calls.filter(({ callee }) => callee === `${local}.CORS` || callee === `${local}.CORSWithConfig`);
  return { policies: calls.map((call) => policyOf(call, settingsOf(call.arguments[0], code).fields)), traps: [] };
}

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];

function policyOf(call: CallValue, fields: ReadonlyMap<string, Value>): PolicyReading {
  const at = call.arguments[0]?.kind === 'call' ? call.arguments[0].at : call.at;
  const origins = originsIn(fields, at);
  return {
    stack: 'go-echo',
    at,
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials: flag(fields.get('AllowCredentials'), at),
    methods: methodsOf(fields.get('AllowMethods'), at),
    requestHeaders: namesWith<'*' | '* (echoed)'>(fields.get('AllowHeaders'), at, {
      otherwise: '* (echoed)',
      all: '*',
    }),
    exposed: names(fields.get('ExposeHeaders'), at),
    maxAge: seconds(fields.get('MaxAge'), at),
    preflight: true,
    errors: true,
    vary: true,
  };
}

/** `echo.GET` and `http.MethodGet` are names of the methods. */
function methodsOf(value: Value | undefined, at: Span): PolicyReading['methods'] {
  return names(value, at, { otherwise: METHODS });
}

function originsIn(fields: ReadonlyMap<string, Value>, at: Span): readonly ReadOrigin[] {
  const chosen = fields.get('AllowOriginFunc') ?? fields.get('UnsafeAllowOriginFunc');
  if (chosen) return decidedBy(chosen);
  const echoes =
    booleanOf(fields.get('UnsafeWildcardOriginWithAllowCredentials')) === true &&
    booleanOf(fields.get('AllowCredentials')) === true;
  const listed = fields.get('AllowOrigins');
  const origins = listed
    ? originsOf(listed, (text, where): ReadOrigin => {
        if (text === '*') return { kind: echoes ? 'echo' : 'any', at: where };
        return /[*?]/.test(text) ? pattern(text, where) : { kind: 'text', text, at: where };
      })
    : [];
  return origins.length === 0 ? [{ kind: 'any', at: listed?.at ?? at }] : origins;
}

/** `*` stands for any text, `?` for one character. */
const pattern = (text: string, at: Span): ReadOrigin => ({
  kind: 'pattern',
  text,
  regex: `^${text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')}$`,
  flags: '',
  isGlob: true,
  at,
});
