import { readGo } from '../read/code/go.js';
import { callsOf, packageName, type Settings, settingsOf } from '../read/code/go-options.js';
import { routedBefore, usedOnGroup } from '../read/code/go-routers.js';
import { decidedBy, flag, names, seconds } from '../read/code/options.js';
import { glob, originsOf } from '../read/origins-of.js';
import {
  eachFile,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
} from '../read/reading.js';
import { refusals } from '../read/refusals.js';
import type { SourceFile, Span } from '../read/source-file.js';
import { booleanOf, type CallValue, type Value } from '../read/value.js';

/** Gin with gin-contrib/cors. https://github.com/gin-contrib/cors/blob/master/cors.go */
export const goGin: Reader = {
  id: 'go-gin',
  layer: 'application',
  files: /\.go$/,
  marks: [/gin-contrib\/cors/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readGo(file);
  const local = packageName(code, /\/gin-contrib\/cors$/);
  if (local === undefined) return NOTHING_READ;
  const calls = callsOf(code, local, 'New', 'Default');
  const readings = calls.map((call) => policyOf(call, settingsOf(call.arguments[0], code)));
  return {
    policies: readings,
    traps: [...refusals(readings), ...routedBefore(code, calls), ...usedOnGroup(code, calls)],
  };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const HEADERS = ['Origin', 'Content-Length', 'Content-Type'];
const HALF_A_DAY = 43_200;

function policyOf(call: CallValue, { fields, made }: Settings): PolicyReading {
  const at = call.arguments[0]?.kind === 'call' ? call.arguments[0].at : call.at;
  const isDefault = call.callee.endsWith('.Default');
  const begins = isDefault || made.endsWith('.DefaultConfig');
  const origins = isDefault ? [{ kind: 'any', at } as const] : originsIn(fields, at);
  const refused = isDefault ? undefined : refusal(fields);
  return {
    stack: 'go-gin',
    at,
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials: flag(fields.get('AllowCredentials'), at),
    methods: names(fields.get('AllowMethods'), at, { otherwise: begins ? METHODS : [] }),
    requestHeaders: names(fields.get('AllowHeaders'), at, { otherwise: begins ? HEADERS : [] }),
    exposed: names(fields.get('ExposeHeaders'), at),
    maxAge: seconds(fields.get('MaxAge'), at, begins ? HALF_A_DAY : null),
    preflight: true,
    errors: true,
    vary: true,
    ...(refused !== undefined && { refused }),
  };
}

function originsIn(fields: ReadonlyMap<string, Value>, at: Span): readonly ReadOrigin[] {
  const all = fields.get('AllowAllOrigins');
  if (all && booleanOf(all) !== false)
    return booleanOf(all)
      ? [{ kind: 'any', at: all.at }]
      : [{ kind: 'unknown', because: 'AllowAllOrigins is not known', at: all.at }];
  const hasWildcards = booleanOf(fields.get('AllowWildcard')) === true;
  const listed = fields.get('AllowOrigins');
  const origins = listed
    ? originsOf(listed, (text, where) =>
        text === '*'
          ? { kind: 'any', at: where }
          : hasWildcards && text.includes('*')
            ? glob(text, where)
            : { kind: 'text', text, at: where },
      )
    : [];
  const chosen = fields.get('AllowOriginFunc') ?? fields.get('AllowOriginWithContextFunc');
  return [...origins, ...(chosen ? decidedBy(chosen) : [])].map((one) => ({ ...one, at: one.at ?? at }));
}

const SCHEMES = /^https?:\/\/|^(?:chrome-extension|safari-extension|moz-extension|ms-browser-extension|wss?|file):\/\//;

/** What `cors.New` panics at. */
function refusal(fields: ReadonlyMap<string, Value>): string | undefined {
  const all = booleanOf(fields.get('AllowAllOrigins')) === true;
  const listed = fields.get('AllowOrigins');
  const chosen = fields.get('AllowOriginFunc') ?? fields.get('AllowOriginWithContextFunc');
  if (all && (listed || chosen))
    return 'gin-contrib/cors panics at start: AllowAllOrigins is set, and origins besides.';
  const isEmpty = !listed || (listed.kind === 'list' && listed.items.length === 0);
  if (!fields.has('AllowAllOrigins') && !chosen && isEmpty)
    return 'gin-contrib/cors panics at start: no origin is allowed.';
  const items = listed?.kind === 'list' ? listed.items : [];
  const bad = items.find((one) => one.kind === 'text' && !one.text.includes('*') && !SCHEMES.test(one.text));
  return bad?.kind === 'text'
    ? `gin-contrib/cors panics at start: ${JSON.stringify(bad.text)} has no scheme.`
    : undefined;
}
