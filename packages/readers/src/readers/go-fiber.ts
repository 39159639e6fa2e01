import { readGo } from '../read/code/go.js';
import { callsOf, packageName, settingsOf } from '../read/code/go-options.js';
import { routedBefore } from '../read/code/go-routers.js';
import { commaSeparated, decidedBy, flag, names, namesWith, seconds } from '../read/code/options.js';
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
import type { CallValue, Value } from '../read/value.js';

/** Fiber's own middleware, v2 (texts with commas) and v3 (lists). https://docs.gofiber.io/api/middleware/cors */
export const goFiber: Reader = {
  id: 'go-fiber',
  layer: 'application',
  files: /\.go$/,
  marks: [/gofiber\/fiber/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readGo(file);
  const local = packageName(code, /gofiber\/fiber(?:\/v\d+)?\/middleware\/cors$/);
  if (local === undefined) return NOTHING_READ;
  const calls = callsOf(code, local, 'New');
  const policies = calls.map((call) => policyOf(call, settingsOf(call.arguments[0], code).fields));
  return { policies, traps: [...refusals(policies), ...routedBefore(code, calls)] };
}

const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH'];

function policyOf(call: CallValue, fields: ReadonlyMap<string, Value>): PolicyReading {
  const at = call.arguments[0]?.kind === 'call' ? call.arguments[0].at : call.at;
  const origins = originsIn(fields, at);
  const credentials = flag(fields.get('AllowCredentials'), at);
  const isOpen = origins.some(({ kind, when }) => kind === 'any' && when === undefined);
  return {
    stack: 'go-fiber',
    at,
    origins,
    originHeader: isOpen ? 'constant' : 'compared',
    credentials,
    methods: names(fields.get('AllowMethods'), at, { otherwise: METHODS }),
    requestHeaders: namesWith<'*' | '* (echoed)'>(fields.get('AllowHeaders'), at, {
      otherwise: '* (echoed)',
      all: '*',
    }),
    exposed: names(fields.get('ExposeHeaders'), at),
    maxAge: seconds(fields.get('MaxAge'), at),
    preflight: true,
    errors: true,
    vary: true,
    ...(isOpen &&
      credentials.value === true && {
        refused: 'Fiber panics at start since 2.52.1: AllowOrigins is * and AllowCredentials true.',
      }),
  };
}

function originsIn(fields: ReadonlyMap<string, Value>, at: Span): readonly ReadOrigin[] {
  const listed = fields.get('AllowOrigins');
  const chosen = fields.get('AllowOriginsFunc');
  const origins = listed
    ? originsOf(commaSeparated(listed), (written, where): ReadOrigin => {
        if (written === '*') return { kind: 'any', at: where };
        // Fiber parses each origin: a trailing slash and uppercase letters do no harm.
        const text = written.replace(/^https?:\/\/[^/]+(?=\/$)/i, (origin) => origin.toLowerCase()).replace(/\/$/, '');
        return text.includes('*') ? glob(text, where) : { kind: 'text', text, at: where };
      })
    : [];
  if (origins.length === 0 && !chosen) return [{ kind: 'any', at: listed?.at ?? at }];
  return [...origins, ...(chosen ? decidedBy(chosen) : [])];
}
