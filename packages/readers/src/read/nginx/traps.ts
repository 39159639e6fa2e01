import type { Directive } from '../blocks.js';
import type { PolicyReading } from '../reading.js';
import { ALLOW_ORIGIN, exampleOf, headerOf } from '../responder.js';
import { type Span, spanOf } from '../source-file.js';
import { type Trap, trap } from '../trap.js';
import type { Context } from './contexts.js';
import { conditionOf, run } from './run.js';

const ONLY_IN_PREFLIGHT = /^access-control-(?:allow-methods|allow-headers|max-age)$/i;

/** What nginx does at a location that its directives do not say. */
export function trapsOf(context: Context, policy: PolicyReading): readonly Trap[] {
  const [origin] = policy.origins;
  if (!origin) return [];
  const page = exampleOf(origin);
  const actual = run(context, { method: 'GET', origin: page });
  const preflight = run(context, { method: 'OPTIONS', origin: page });
  const allowed = headerOf(actual, ALLOW_ORIGIN);
  const own = context.levels.at(-1)?.directives ?? [];
  const traps: Trap[] = [];
  if (allowed && actual.by === 'upstream' && !allowed.onErrors)
    traps.push(trap('add-header-no-always', allowed.at, withAlways(allowed.at)));
  if (preflight.by === 'self') {
    if (allowed && preflight.status < 300 && !headerOf(preflight, ALLOW_ORIGIN) && preflight.block)
      traps.push(trap('if-return-without-headers', preflight.block.at));
    const isElsewhere = preflight.headers.some(({ name }) => ONLY_IN_PREFLIGHT.test(name));
    for (const { name, at } of actual.headers)
      if (isElsewhere && ONLY_IN_PREFLIGHT.test(name) && !preflight.headers.some((one) => one.at === at))
        if (actual.block === undefined && own.some((one) => one.at === at))
          traps.push(trap('headers-outside-preflight', at));
  } else if (actual.headers.some(({ name }) => ONLY_IN_PREFLIGHT.test(name)) && allowed)
    traps.push(trap('options-left-to-backend', allowed.at));
  const put = run(context, { method: 'PUT', origin: page });
  const byMethod = actual.block && isAboutMethod(actual.block) ? actual.block : undefined;
  if (allowed && byMethod && !headerOf(put, ALLOW_ORIGIN))
    traps.push(trap('origin-for-some-methods-only', byMethod.at));
  return traps;
}

/** `always` before the semicolon. */
function withAlways({ file, to }: Span): Pick<Trap, 'fix'> {
  return file.text[to - 1] === ';' ? { fix: { at: spanOf(file, to - 1, to - 1), text: ' always' } } : {};
}

const isAboutMethod = ({ words }: Directive): boolean => conditionOf(words)[0]?.text === '$request_method';

/** The CORS headers of an outer level, if this one has other headers and so loses them. */
export function lostHeaders({ levels }: Context): readonly Trap[] {
  const own = levels.at(-1)?.directives ?? [];
  const first = own.find(({ name }) => name === 'add_header');
  const outer = levels.slice(0, -1).findLast(({ directives }) => directives.some(({ name }) => name === 'add_header'));
  if (!first || !outer) return [];
  const isCors = ({ name, words }: Directive) => name === 'add_header' && words[0]?.text.toLowerCase() === ALLOW_ORIGIN;
  const hasCors = own.some((one) => isCors(one) || one.block?.some(isCors));
  return outer.directives.some(isCors) && !hasCors ? [trap('inherited-headers-lost', first.at)] : [];
}

/** `proxy_set_header Access-Control-…`: headers of the request. */
export const setOnRequest = ({ levels }: Context): readonly Trap[] =>
  (levels.at(-1)?.directives ?? [])
    .filter(
      ({ name, words }) =>
        /^(?:proxy|grpc)_set_header$/.test(name) && /^access-control-(?!request-)/i.test(words[0]?.text ?? ''),
    )
    .slice(0, 1)
    .map(({ at }) => trap('response-header-set-on-request', at));
