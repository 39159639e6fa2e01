import type { CodeFile } from '../read/code/code-file.js';
import { readJavaScript } from '../read/code/javascript.js';
import { flag, names, namesWith, seconds } from '../read/code/options.js';
import { decidedByFunction } from '../read/code/origin-option.js';
import { byReturn } from '../read/code/program/origin-function.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import { eachFile, type PolicyReading, type Reader, type Reading, type ReadOrigin } from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { type CallValue, entryOf, textOf, type Value } from '../read/value.js';

/** hono/cors. https://hono.dev/docs/middleware/builtin/cors */
export const hono: Reader = {
  id: 'hono',
  layer: 'application',
  files: /\.[cm]?[jt]sx?$/,
  marks: [/hono\/(?:middleware\/)?cors|hono@[\w.^~-]+\/cors/],
  read: eachFile(readFile),
};

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'];

function readFile(file: SourceFile): Reading {
  const code = readJavaScript(file);
  const local = [...code.imports].find(
    ([, { module, name }]) => /\bhono\b.*\bcors\b/.test(module) && name === 'cors',
  )?.[0];
  const calls = code.calls.filter(({ callee }) => callee === local);
  return {
    policies: calls.map((call) => policyOf(call, code)),
    traps: calls.flatMap((call) => routesBefore(call, code)),
  };
}

const useOf = (call: CallValue, { calls }: CodeFile): CallValue | undefined =>
  calls.find(({ callee, at }) => /\.(?:use|all)$/.test(callee) && at.from <= call.at.from && call.at.to <= at.to);

function policyOf(call: CallValue, code: CodeFile): PolicyReading {
  const [written] = call.arguments;
  const options = written && resolved(written, code);
  const at = options?.at ?? call.at;
  const option = (name: string): Value | undefined => entryOf(options, name)?.value;
  const origins = originsIn(option('origin'), at);
  const path = textOf(useOf(call, code)?.arguments[0]);
  return {
    stack: 'hono',
    at,
    ...(path !== undefined && !/^(?:\*|\/\*|\/\*\*)$/.test(path) && { where: path }),
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials: flag(option('credentials'), at),
    methods: names(option('allowMethods'), at, { otherwise: METHODS }),
    requestHeaders: namesWith<'*' | '* (echoed)'>(listOrNothing(option('allowHeaders')), at, {
      otherwise: '* (echoed)',
      all: '*',
    }),
    exposed: names(option('exposeHeaders'), at),
    maxAge: seconds(option('maxAge'), at),
    preflight: true,
    errors: true,
    vary: true,
  };
}

/** An empty list of headers allows whatever is requested. */
const listOrNothing = (value: Value | undefined): Value | undefined =>
  value?.kind === 'list' && value.items.length === 0 ? undefined : value;

function originsIn(value: Value | undefined, at: CallValue['at']): readonly ReadOrigin[] {
  if (!value || value.kind === 'null') return [{ kind: 'any', at }];
  if (value.kind === 'function') return decidedByFunction(value, byReturn).origins;
  const isList = value.kind === 'list';
  return originsOf(value, (text, where) =>
    text === '*' && !isList ? { kind: 'any', at: where } : { kind: 'text', text, at: where },
  );
}

const ROUTE = /\.(?:get|post|put|patch|delete)$/;

/** Hono runs middleware in the order of registration: routes above it respond without the headers. */
function routesBefore(call: CallValue, code: CodeFile): readonly Trap[] {
  const use = useOf(call, code);
  if (!use) return [];
  const app = use.callee.slice(0, use.callee.lastIndexOf('.'));
  const before = code.calls.some(
    ({ callee, at }) => ROUTE.test(callee) && callee.startsWith(`${app}.`) && at.to < use.at.from,
  );
  return before ? [trap('routes-before-cors', use.at)] : [];
}
