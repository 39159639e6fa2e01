import type { CodeFile } from '../read/code/code-file.js';
import { readJavaScript } from '../read/code/javascript.js';
import { flag, names, namesWith, seconds } from '../read/code/options.js';
import { decidedByFunction } from '../read/code/origin-option.js';
import { byCallback } from '../read/code/program/origin-function.js';
import { resolved } from '../read/code/resolve.js';
import { methodsNotAllowed } from '../read/code/route-methods.js';
import { originsOf } from '../read/origins-of.js';
import {
  eachFile,
  type PolicyReading,
  type Project,
  type Reader,
  type Reading,
  type ReadOrigin,
} from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { type CallValue, entryOf, type Value } from '../read/value.js';
import { majorOf } from '../read/versions.js';

/** @fastify/cors. https://github.com/fastify/fastify-cors#options */
export const fastify: Reader = {
  id: 'fastify',
  layer: 'application',
  files: /\.[cm]?[jt]s$/,
  marks: [/@fastify\/cors|fastify-cors/],
  read: eachFile(readFile),
};

const isCors = (module: string): boolean => module === '@fastify/cors' || module === 'fastify-cors';

function readFile(file: SourceFile, project: Project): Reading {
  const code = readJavaScript(file);
  const local = [...code.imports].find(([, { module }]) => isCors(module))?.[0];
  const calls = code.calls.filter(
    ({ callee, arguments: [plugin] }) =>
      /(?:^|\.)register$/.test(callee) && plugin !== undefined && isPlugin(plugin, local),
  );
  const policies = calls.map((call) => policyOf(call, code, project));
  return { policies, traps: policies.flatMap(({ methods }) => methodsNotAllowed(methods, code.calls, methodOf)) };
}

/** `register(cors)`, `register(require('@fastify/cors'))`, `register(import('@fastify/cors'))` */
function isPlugin(value: Value, local: string | undefined): boolean {
  if (value.kind === 'name') return value.name === local || value.name === `${local}.default`;
  const [module] = value.kind === 'call' ? value.arguments : [];
  return (
    value.kind === 'call' && /^(?:require|import)$/.test(value.callee) && module?.kind === 'text' && isCors(module.text)
  );
}

function policyOf(call: CallValue, code: CodeFile, project: Project): PolicyReading {
  const written = call.arguments[1];
  const options = written && resolved(written, code);
  const at = options?.at ?? call.at;
  const option = (name: string): Value | undefined => entryOf(options, name)?.value;
  const origins = originsIn(option('origin'), at);
  // 10 allows less than 9 did.
  const isOld = (majorOf('@fastify/cors', project) ?? 11) < 10;
  return {
    stack: 'fastify',
    at,
    origins,
    originHeader:
      origins.some(({ kind }) => kind === 'any') || option('origin')?.kind === 'text' ? 'constant' : 'compared',
    credentials: flag(option('credentials'), at),
    methods: names(option('methods'), at, {
      otherwise: isOld ? ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] : ['GET', 'HEAD', 'POST'],
    }),
    requestHeaders: namesWith<'*' | '* (echoed)'>(option('allowedHeaders'), at, { otherwise: '* (echoed)', all: '*' }),
    exposed: names(option('exposedHeaders'), at),
    maxAge: seconds(option('maxAge'), at),
    preflight: true,
    errors: true,
    vary: true,
  };
}

/** `*` counts in a list, too. */
function originsIn(value: Value | undefined, at: CallValue['at']): readonly ReadOrigin[] {
  if (!value || value.kind === 'null') return [{ kind: 'any', at }];
  if (value.kind === 'boolean') return value.boolean ? [{ kind: 'echo', at: value.at }] : [];
  if (value.kind === 'function') return decidedByFunction(value, byCallback).origins;
  return originsOf(value, (text, where) =>
    text === '*' ? { kind: 'any', at: where } : { kind: 'text', text, at: where },
  );
}

const ROUTE = /\.(put|patch|delete)$/;

const methodOf = ({ callee, arguments: [path] }: CallValue): string | undefined =>
  path?.kind === 'text' && path.text.startsWith('/') ? ROUTE.exec(callee)?.[1]?.toUpperCase() : undefined;
