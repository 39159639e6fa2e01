import type { Span } from '../source-file.js';
import { type Trap, trap } from '../trap.js';
import { type CallValue, within } from '../value.js';
import type { CodeFile } from './code-file.js';

const PARSER = /(?:^|\.)(?:json|urlencoded|text|raw)$/;
const STATIC = /(?:^|\.)(?:static|serveStatic|koaStatic)$|^serve$/;
const ROUTE = /^(.*)\.(get|post|put|patch|delete|all)$/;

/** `app.use(express.json())` before `app.use(cors())`: its 400 and 413 have no headers. */
export const bodyParsersBefore = (cors: CallValue, code: CodeFile): readonly Trap[] =>
  usedBefore(cors, code, (call) => isBodyParser(call, code)).map((at) => trap('body-parser-before-cors', at));

/** Files that go out before CORS is reached. */
export const staticBefore = (cors: CallValue, code: CodeFile): readonly Trap[] =>
  usedBefore(cors, code, (call) => STATIC.test(call.callee) || isStatic(call, code)).map((at) =>
    trap('static-before-cors', at),
  );

/** `app.get('/users', …)` before `app.use(cors())`: the route responds before CORS is reached. */
export function routesBefore(cors: CallValue, code: CodeFile): readonly Trap[] {
  const use = useOf(cors, code);
  const app = /^(.*)\.use$/.exec(use?.callee ?? '')?.[1];
  if (!use || app === undefined || use.arguments[0]?.kind === 'text') return [];
  const before = code.calls.some(({ callee, at, arguments: [path, ...handlers] }) => {
    const [, object, method] = ROUTE.exec(callee) ?? [];
    if (object !== app || at.to > use.at.from || handlers.length === 0 || path?.kind !== 'text') return false;
    // cors() is given to the route itself.
    return method !== 'all' && !handlers.some((one) => one.kind === 'call' && one.callee === cors.callee);
  });
  return before ? [trap('routes-before-cors', use.at)] : [];
}

/** The `use()` that a middleware is given to. */
export const useOf = (cors: CallValue, { calls }: CodeFile): CallValue | undefined =>
  calls.find(({ callee, at }) => /\.use$/.test(callee) && at.from <= cors.at.from && cors.at.to <= at.to);

function isBodyParser({ callee }: CallValue, { imports }: CodeFile): boolean {
  const dot = callee.lastIndexOf('.');
  if (dot < 0) {
    // import { json } from 'express'
    const imported = imports.get(callee);
    return PARSER.test(imported?.name ?? '') && /^(?:express|body-parser)$/.test(imported?.module ?? '');
  }
  const object = callee.slice(0, dot);
  return PARSER.test(callee) && /^(?:express|body-?parser)$/i.test(imports.get(object)?.module ?? object);
}

const isStatic = ({ callee }: CallValue, { imports }: CodeFile): boolean =>
  /^(?:koa-static|serve-static|koa-static-cache)$/.test(imports.get(callee)?.module ?? '');

/** Where middleware of a kind is used on the same app, further up. */
function usedBefore(cors: CallValue, code: CodeFile, isKind: (call: CallValue) => boolean): readonly Span[] {
  return code.calls.flatMap((use): readonly Span[] => {
    if (!/\.use$/.test(use.callee) || use.at.to > cors.at.from) return [];
    // app.use('/uploads', …) holds for its path alone.
    const [first] = use.arguments;
    if (first?.kind === 'text') return [];
    const made = use.arguments.flatMap((one) => [
      ...within(one.kind === 'name' ? (code.variables.get(one.name) ?? one) : one),
    ]);
    return made.some((one) => one.kind === 'call' && isKind(one)) ? [use.at] : [];
  });
}
