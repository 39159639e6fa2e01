import { readGo } from '../read/code/go.js';
import { packageName } from '../read/code/go-options.js';
import { matchedRoutesOnly, unusedHandler } from '../read/code/go-routers.js';
import { decidedBy, names, seconds } from '../read/code/options.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import {
  eachFile,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
  stated,
} from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import type { CallValue, Value } from '../read/value.js';

/** gorilla/handlers: `handlers.CORS(handlers.AllowedOrigins(…), …)`. https://github.com/gorilla/handlers/blob/main/cors.go */
export const goGorilla: Reader = {
  id: 'go-gorilla',
  layer: 'application',
  files: /\.go$/,
  marks: [/gorilla\/handlers/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readGo(file);
  const local = packageName(code, /\/gorilla\/handlers$/);
  if (local === undefined) return NOTHING_READ;
  const calls = code.calls.filter(({ callee }) => callee === `${local}.CORS`);
  const option = (call: CallValue, name: string): CallValue | undefined =>
    call.arguments
      .map((one): Value | undefined => (one.kind === 'name' ? code.variables.get(one.name) : one))
      .findLast((one): one is CallValue => one?.kind === 'call' && one.callee === `${local}.${name}`);
  const policies = calls.map((call): PolicyReading => {
    const argument = (name: string): Value | undefined => {
      const value = option(call, name)?.arguments[0];
      return value && resolved(value, code);
    };
    const validator = argument('AllowedOriginValidator');
    const listed = argument('AllowedOrigins');
    const named: readonly ReadOrigin[] = listed
      ? originsOf(listed, (text, at) => (text === '*' ? { kind: 'any', at } : { kind: 'text', text, at }))
      : [];
    const origins: readonly ReadOrigin[] = validator
      ? decidedBy(validator)
      : named.length === 0
        ? [{ kind: 'any', at: listed?.at ?? call.at }]
        : named;
    const credentials = option(call, 'AllowCredentials');
    return {
      stack: 'go-gorilla',
      at: call.at,
      origins,
      originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
      credentials: stated(credentials !== undefined, credentials?.at ?? call.at),
      methods: names(argument('AllowedMethods'), call.at, { otherwise: ['GET', 'HEAD', 'POST'] }),
      requestHeaders: names(argument('AllowedHeaders'), call.at, {
        otherwise: ['Accept', 'Accept-Language', 'Content-Language', 'Origin'],
      }),
      exposed: names(argument('ExposedHeaders'), call.at),
      maxAge: seconds(argument('MaxAge'), call.at),
      preflight: true,
      errors: true,
      vary: true,
      unlistedMethods: 'preflight-fails',
    };
  });
  return { policies, traps: [...matchedRoutesOnly(code, calls), ...unusedHandler(code, calls)] };
}
