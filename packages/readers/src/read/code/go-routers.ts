import { type Trap, trap } from '../trap.js';
import type { CallValue, Value } from '../value.js';
import { within } from '../value.js';
import type { CodeFile } from './code-file.js';

const ROUTE = /\.(?:GET|POST|PUT|PATCH|DELETE|Any|Get|Post|Put|Patch|Delete|All|Handle|HandleFunc|Method|MethodFunc)$/;

/** Whether a call takes one of these, itself or by the name that it is assigned to. */
function takes(call: CallValue, makers: readonly CallValue[], { variables }: CodeFile): boolean {
  return call.arguments.some((argument) =>
    [...within(argument)].some((one) => {
      const object = one.kind === 'name' ? one.name.split('.')[0] : undefined;
      const value: Value | undefined = object === undefined ? one : variables.get(object);
      return value !== undefined && makers.some(({ at }) => at.from === value.at.from && at.to === value.at.to);
    }),
  );
}

const uses = (code: CodeFile, makers: readonly CallValue[]): readonly CallValue[] =>
  code.calls.filter((call) => /\.(?:Use|With)$/.test(call.callee) && takes(call, makers, code));

const receiverName = ({ callee }: CallValue): string => callee.slice(0, callee.lastIndexOf('.'));

/** Gin and Fiber run middleware only for the routes that are registered after it. */
export function routedBefore(code: CodeFile, makers: readonly CallValue[]): readonly Trap[] {
  return uses(code, makers).flatMap((use) => {
    const router = receiverName(use);
    const first = code.calls.find(
      (call) =>
        ROUTE.test(call.callee) &&
        receiverName(call) === router &&
        call.at.from < use.at.from &&
        call.at.file === use.at.file,
    );
    return first ? [trap('routes-before-cors', use.at)] : [];
  });
}

/** The variables that hold a group of routes. */
const groups = ({ variables }: CodeFile): readonly string[] =>
  [...variables].flatMap(([name, value]) => (value?.kind === 'call' && /\.Group$/.test(value.callee) ? [name] : []));

/** A router matches first: middleware of a group of routes never sees OPTIONS, for which there is no route. */
export function usedOnGroup(code: CodeFile, makers: readonly CallValue[]): readonly Trap[] {
  const known = groups(code);
  return uses(code, makers).flatMap((use) =>
    known.includes(receiverName(use)) ? [trap('cors-on-matched-routes-only', use.at, { level: 'broken' })] : [],
  );
}

/** gorilla/mux runs middleware for routes that match, methods included. */
export function matchedRoutesOnly(code: CodeFile, makers: readonly CallValue[]): readonly Trap[] {
  const isMux = [...code.imports.values()].some(({ module }) => module.endsWith('/gorilla/mux'));
  if (!isMux) return [];
  const methods = code.calls.filter(({ callee }) => callee.endsWith('.Methods'));
  const takesOptions = (call: CallValue) =>
    call.arguments.some(
      (one) =>
        (one.kind === 'text' && one.text === 'OPTIONS') || (one.kind === 'name' && one.name.endsWith('MethodOptions')),
    );
  const isBroken = methods.some((call) => !takesOptions(call));
  return uses(code, makers).map((use) =>
    trap('cors-on-matched-routes-only', use.at, { level: isBroken ? 'broken' : 'fragile' }),
  );
}

/** `handler := c.Handler(router)`, and the server is given the router. */
export function unusedHandler(code: CodeFile, makers: readonly CallValue[]): readonly Trap[] {
  const wrapped = code.assignments.filter(
    ({ value }) =>
      value.kind === 'call' &&
      /\.Handler$/.test(value.callee) &&
      value.receiver &&
      isMade(value.receiver, makers, code),
  );
  const served = code.calls.filter(({ callee }) => /\.(?:ListenAndServe|ListenAndServeTLS|Serve)$/.test(callee));
  return wrapped.flatMap(({ target, value }) => {
    const inner = value.kind === 'call' ? value.arguments[0] : undefined;
    const bypassing = served.find((call) =>
      call.arguments.some(
        (one) => one.kind === 'name' && inner?.kind === 'name' && one.name === inner.name && one.name !== target,
      ),
    );
    return bypassing ? [trap('cors-not-used', bypassing.at)] : [];
  });
}

function isMade(value: Value, makers: readonly CallValue[], { variables }: CodeFile): boolean {
  const made = value.kind === 'name' ? variables.get(value.name) : value;
  return made !== undefined && makers.some(({ at }) => at.from === made.at.from && at.to === made.at.to);
}
