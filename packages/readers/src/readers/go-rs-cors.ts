import { readGo } from '../read/code/go.js';
import { callsOf, importOf, settingsOf } from '../read/code/go-options.js';
import { matchedRoutesOnly, unusedHandler, usedOnGroup } from '../read/code/go-routers.js';
import { decidedBy, flag, names, namesWith, seconds } from '../read/code/options.js';
import { glob, originsOf } from '../read/origins-of.js';
import {
  eachFile,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
  stated,
} from '../read/reading.js';
import type { SourceFile, Span } from '../read/source-file.js';
import type { CallValue, Value } from '../read/value.js';

/** github.com/rs/cors, and its fork go-chi/cors. https://github.com/rs/cors/blob/master/cors.go */
export const goRsCors: Reader = {
  id: 'go-rs-cors',
  layer: 'application',
  files: /\.go$/,
  marks: [/(?:rs|go-chi)\/cors/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readGo(file);
  const [local, imported] = importOf(code, /\/(?:rs\/cors(?:\/wrapper\/\w+)?|go-chi\/cors)(?:\/v\d+)?$/) ?? [];
  if (local === undefined || !imported) return NOTHING_READ;
  const isChi = /go-chi/.test(imported.module);
  const calls = callsOf(code, local, 'New', 'Default', 'AllowAll', ...(isChi ? ['Handler'] : []));
  const policies = calls.flatMap((call): PolicyReading[] => {
    // r.Use(cors.Handler(cors.Options{…})), beside r.Use(c.Handler)
    if (call.callee.endsWith('.Handler') && call.arguments.length === 0) return [];
    const { fields } = settingsOf(call.arguments[0], code);
    return [policyOf(call, fields, isChi)];
  });
  return {
    policies,
    traps: [
      ...matchedRoutesOnly(code, calls),
      ...unusedHandler(code, calls),
      ...(isChi ? usedOnGroup(code, calls) : []),
    ],
  };
}

const SIMPLE = ['GET', 'POST', 'HEAD'];
const ALL = ['HEAD', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const HEADERS = ['Accept', 'Content-Type', 'X-Requested-With'];
const CHI_HEADERS = ['Origin', 'Accept', 'Content-Type'];

function policyOf(call: CallValue, fields: ReadonlyMap<string, Value>, isChi: boolean): PolicyReading {
  const at = call.arguments[0]?.kind === 'call' ? call.arguments[0].at : call.at;
  const allowsAll = call.callee.endsWith('.AllowAll');
  const origins = originsIn(fields, at);
  /** An empty list is as none. */
  const filled = (name: string): Value | undefined => {
    const value = fields.get(name);
    return value?.kind === 'list' && value.items.length === 0 ? undefined : value;
  };
  return {
    stack: 'go-rs-cors',
    at,
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials: flag(fields.get('AllowCredentials'), at),
    methods: names(filled('AllowedMethods'), at, { otherwise: allowsAll ? ALL : SIMPLE }),
    requestHeaders: allowsAll
      ? stated('* (echoed)', at)
      : namesWith<'* (echoed)'>(filled('AllowedHeaders'), at, {
          otherwise: isChi ? CHI_HEADERS : HEADERS,
          all: '* (echoed)',
        }),
    exposed: names(fields.get('ExposedHeaders'), at),
    maxAge: seconds(fields.get('MaxAge'), at),
    preflight: true,
    errors: true,
    vary: true,
    unlistedMethods: 'all-fail',
  };
}

function originsIn(fields: ReadonlyMap<string, Value>, at: Span): readonly ReadOrigin[] {
  const chosen = ['AllowOriginFunc', 'AllowOriginRequestFunc', 'AllowOriginVaryRequestFunc'].flatMap(
    (name) => fields.get(name) ?? [],
  );
  if (chosen[0]) return decidedBy(chosen[0]);
  const listed = fields.get('AllowedOrigins');
  const origins = listed
    ? originsOf(listed, (text, where) =>
        text === '*'
          ? { kind: 'any', at: where }
          : text.includes('*')
            ? glob(text, where)
            : { kind: 'text', text, at: where },
      )
    : [];
  return origins.length === 0 ? [{ kind: 'any', at: listed?.at ?? at }] : origins;
}
