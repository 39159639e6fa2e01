import type { CodeFile } from '../read/code/code-file.js';
import { readJavaScript } from '../read/code/javascript.js';
import { type Handler, handlerResponder, headerFunctions, isEchoOfRequested } from '../read/code/program/handler.js';
import { javascriptProgram } from '../read/code/program/javascript-program.js';
import type { FunctionExpression, Program } from '../read/code/program/program.js';
import type { ReadStack } from '../read/read-policy.js';
import { eachFile, type PolicyReading, type Reader, type Reading, stated } from '../read/reading.js';
import { policyOf } from '../read/responder.js';
import type { SourceFile } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';

/** Headers that a program in JavaScript writes itself: Express, Koa, Next, Workers, Lambda, Deno, node:http. */
export const node: Reader = {
  id: 'node',
  layer: 'application',
  files:
    /^(?!.*(?:\.(?:test|spec|stories|min|d)\.|__tests__\/|(?:^|\/)(?:dist|build|node_modules)\/)).*\.[cm]?[jt]sx?$/,
  marks: [/access-control-allow-origin/i],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readJavaScript(file);
  const program = javascriptProgram(file);
  const stack = stackOf(code);
  const handlers = headerFunctions(program).map((made) => handlerOf(made, code, program));
  const everywhere = handlers.filter(({ where }) => where === undefined);
  const groups = everywhere.length > 0 ? [everywhere] : [...byPath(handlers).values()];
  const readings = groups.map((group) => readGroup(program, group, stack, code));
  return {
    policies: readings.flatMap(({ policies }) => policies),
    traps: readings.flatMap(({ traps }) => traps),
  };
}

function readGroup(program: Program, group: readonly Handler[], stack: ReadStack, code: CodeFile): Reading {
  const responder = handlerResponder(program, group, stack, {
    respondsToOptions: stack === 'express' && group.every(({ methods }) => methods === undefined),
  });
  const policy = responder && policyOf(responder);
  if (!responder || !policy) return { policies: [], traps: [] };
  const read: PolicyReading = {
    ...policy,
    ...(isEchoOfRequested(firstOf(policy.requestHeaders.value)) && {
      requestHeaders: stated('* (echoed)' as const, policy.requestHeaders.at),
    }),
  };
  return { policies: [read], traps: permissions(read, code) };
}

const firstOf = (value: readonly string[] | string | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0];

/** JSON is parsed or a method needs permission, and no response to a preflight gives it. */
function permissions({ methods, requestHeaders, preflight, origins }: PolicyReading, code: CodeFile): readonly Trap[] {
  if (origins.length === 0 || preflight !== true) return [];
  if (firstOf(methods.value) !== undefined || firstOf(requestHeaders.value) !== undefined) return [];
  if (methods.value === undefined || requestHeaders.value === undefined) return [];
  const parses = code.calls.some(({ callee }) => /^(?:express|bodyParser)\.json$/.test(callee));
  const [origin] = origins;
  return parses && origin ? [trap('permissions-missing', origin.at)] : [];
}

const METHOD = /^(?:.*\.)?(get|post|put|patch|delete|options|head)$/;
const EXPORTED = /^(?:GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD)$/;

/** Which requests a function gets: those of the route that it is given to, or of its name. */
function handlerOf(made: FunctionExpression, code: CodeFile, { body }: Program): Handler {
  const route = code.calls.find(({ arguments: args }) =>
    args.some(
      (one) => one.at.from === made.at.from || (one.kind === 'name' && made.name !== '' && one.name === made.name),
    ),
  );
  const [, method] = METHOD.exec(route?.callee ?? '') ?? [];
  const [path] = route?.arguments ?? [];
  if (method !== undefined && path?.kind === 'text')
    return { made, methods: [method.toUpperCase()], ...(!/^\/?\*$/.test(path.text) && { where: path.text }) };
  const name =
    made.name ||
    body.flatMap((one) =>
      one.kind === 'declare' && one.pattern.kind === 'bind' && one.value === made ? [one.pattern.name] : [],
    )[0];
  return name !== undefined && EXPORTED.test(name) ? { made, methods: [name] } : { made };
}

function byPath(handlers: readonly Handler[]): ReadonlyMap<string, Handler[]> {
  const groups = new Map<string, Handler[]>();
  for (const one of handlers) groups.set(one.where ?? '', [...(groups.get(one.where ?? '') ?? []), one]);
  return groups;
}

function stackOf({ imports, file }: CodeFile): ReadStack {
  const modules = [...imports.values()].map(({ module }) => module);
  const has = (name: RegExp) => modules.some((one) => name.test(one));
  if (has(/^next(?:\/|$)/) || /(?:^|\/)(?:middleware|proxy)\.[jt]s$|(?:^|\/)(?:app|pages)\/api\//.test(file.path))
    return 'nextjs';
  if (has(/^koa/)) return 'koa';
  if (has(/^hono/)) return 'hono';
  if (has(/^fastify/)) return 'fastify';
  return has(/^express/) || /\bexpress\b/.test(file.text) ? 'express' : 'node';
}
