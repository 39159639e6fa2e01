import type { Span } from '../source-file.js';
import { type Trap, trap } from '../trap.js';
import { type CallValue, within } from '../value.js';
import type { CodeFile } from './code-file.js';

const PARSER = /(?:^|\.)(?:json|urlencoded|text|raw)$/;
const STATIC = /(?:^|\.)(?:static|serveStatic|koaStatic)$|^serve$/;

/** `app.use(express.json())` before `app.use(cors())`: its 400 and 413 have no headers. */
export const bodyParsersBefore = (cors: CallValue, code: CodeFile): readonly Trap[] =>
  usedBefore(cors, code, (call) => PARSER.test(call.callee) && isBodyParser(call, code)).map((at) =>
    trap('body-parser-before-cors', at),
  );

/** Files that go out before CORS is reached. */
export const staticBefore = (cors: CallValue, code: CodeFile): readonly Trap[] =>
  usedBefore(cors, code, (call) => STATIC.test(call.callee) || isStatic(call, code)).map((at) =>
    trap('static-before-cors', at),
  );

function isBodyParser({ callee }: CallValue, { imports }: CodeFile): boolean {
  const object = callee.includes('.') ? callee.slice(0, callee.indexOf('.')) : callee;
  return /^(?:express|body-?parser)$/i.test(imports.get(object)?.module ?? object);
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
