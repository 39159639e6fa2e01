import { type CodeFile, callsWithin } from '../read/code/code-file.js';
import { readCSharp } from '../read/code/csharp.js';
import { flag, names } from '../read/code/options.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import { type PolicyReading, type Reader, type Reading, type ReadOrigin, stated, unstated } from '../read/reading.js';
import { refusals } from '../read/refusals.js';
import type { Span } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { type CallValue, textOf, type Value } from '../read/value.js';

/** ASP.NET Core's CORS middleware. https://learn.microsoft.com/aspnet/core/security/cors */
export const aspnetCore: Reader = {
  id: 'aspnet-core',
  layer: 'application',
  files: /\.cs$/,
  marks: [/\b(?:AddCors|UseCors|EnableCors|CorsPolicyBuilder)\b/],
  read(files) {
    const codes = files.map(readCSharp);
    const defined = codes.flatMap(definitions);
    const used = codes.flatMap(({ calls }) => calls.filter(({ callee }) => /\.UseCors$/.test(callee)));
    const policies = [...defined, ...inline(codes)];
    return {
      policies: policies.map(({ policy }) => policy),
      traps: [
        ...refusals(policies.map(({ policy }) => policy)),
        ...unused(defined, used, codes),
        ...codes.flatMap(misplaced),
      ],
    } satisfies Reading;
  },
};

interface Defined {
  /** Undefined for the default policy. */
  readonly name?: string | undefined;
  readonly policy: PolicyReading;
}

/** `AddPolicy("name", builder => …)`, `AddDefaultPolicy(builder => …)` */
function definitions(code: CodeFile): readonly Defined[] {
  return code.calls.flatMap((call): Defined[] => {
    if (
      !/(?:^|\.)Add(?:Default)?Policy$/.test(call.callee) ||
      !callsWithin(code, call.at).some(({ callee }) => BUILDS.test(callee))
    )
      return [];
    const [first] = call.arguments;
    const name = call.callee.endsWith('AddDefaultPolicy')
      ? undefined
      : first && (textOf(resolved(first, code)) ?? (first.kind === 'name' ? first.name : undefined));
    return [{ name, policy: policyOf(call.at, code) }];
  });
}

/** `app.UseCors(builder => …)` */
const inline = (codes: readonly CodeFile[]): readonly Defined[] =>
  codes.flatMap((code) =>
    code.calls
      .filter(({ callee, arguments: [first] }) => /\.UseCors$/.test(callee) && first?.kind === 'function')
      .map((call) => ({ policy: policyOf(call.at, code) })),
  );

const BUILDS =
  /\.(?:WithOrigins|AllowAnyOrigin|SetIsOriginAllowed|AllowAnyHeader|AllowAnyMethod|WithMethods|WithHeaders|AllowCredentials)$/;

function policyOf(at: Span, code: CodeFile): PolicyReading {
  const calls = callsWithin(code, at);
  const last = (name: string): CallValue | undefined => calls.findLast(({ callee }) => callee.endsWith(`.${name}`));
  const listed = (name: string): Value | undefined => {
    const found = calls.filter(({ callee }) => callee.endsWith(`.${name}`));
    const [first] = found;
    return (
      first && {
        kind: 'list',
        items: found.flatMap((call) => call.arguments.flatMap((one) => flattened(resolved(one, code)))),
        at: first.at,
      }
    );
  };
  const credentials = last('DisallowCredentials') ? undefined : last('AllowCredentials');
  const origins = originsIn(last, listed('WithOrigins'));
  const any = last('AllowAnyOrigin');
  const anyMethod = last('AllowAnyMethod');
  const anyHeader = last('AllowAnyHeader');
  const place = origins[0]?.at ?? at;
  const maxAge = last('SetPreflightMaxAge');
  const isRefused = any !== undefined && credentials !== undefined;
  return {
    stack: 'aspnet-core',
    at: place,
    origins,
    originHeader: any ? 'constant' : 'compared',
    credentials: flag(credentials && { kind: 'boolean', boolean: true, at: credentials.at }, at),
    methods: anyMethod ? stated('* (echoed)', anyMethod.at) : names(listed('WithMethods'), at),
    requestHeaders: anyHeader ? stated('* (echoed)', anyHeader.at) : names(listed('WithHeaders'), at),
    exposed: names(listed('WithExposedHeaders'), at),
    maxAge: maxAge ? timeSpan(maxAge) : stated(null, at),
    preflight: true,
    errors: true,
    vary: true,
    ...(isRefused && {
      refused: 'ASP.NET Core throws InvalidOperationException: AllowAnyOrigin() with AllowCredentials().',
    }),
  };
}

/** `WithOrigins("a", "b")` and `WithOrigins(array)` alike. */
const flattened = (value: Value): readonly Value[] => (value.kind === 'list' ? value.items : [value]);

function originsIn(last: (name: string) => CallValue | undefined, listed: Value | undefined): readonly ReadOrigin[] {
  const any = last('AllowAnyOrigin');
  if (any) return [{ kind: 'any', at: any.at }];
  const hasWildcards = last('SetIsOriginAllowedToAllowWildcardSubdomains') !== undefined;
  const chosen = last('SetIsOriginAllowed');
  return [
    ...(listed ? originsOf(listed, (text, at) => entry(text, hasWildcards, at)) : []),
    ...(chosen?.arguments[0] ? predicate(chosen.arguments[0]) : []),
  ];
}

function entry(text: string, hasWildcards: boolean, at: Span): ReadOrigin {
  // WithOrigins("*") is AllowAnyOrigin().
  if (text === '*') return { kind: 'any', at };
  if (!hasWildcards || !text.includes('*')) return { kind: 'text', text, at };
  const regex = `^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.+')}$`;
  return { kind: 'pattern', text, regex, flags: '', isGlob: true, at };
}

/** `SetIsOriginAllowed(_ => true)` allows everyone. */
function predicate(value: Value): readonly ReadOrigin[] {
  const [only] = value.kind === 'function' ? value.returns : [];
  if (only?.kind === 'boolean') return only.boolean ? [{ kind: 'echo', at: value.at }] : [];
  return [{ kind: 'unknown', because: 'a function decides it', at: value.at }];
}

const SECONDS: Readonly<Record<string, number>> = { Seconds: 1, Minutes: 60, Hours: 3600, Days: 86_400 };

function timeSpan({ arguments: [first], at }: CallValue): PolicyReading['maxAge'] {
  const [, unit = ''] = first?.kind === 'call' ? (/^TimeSpan\.From(\w+)$/.exec(first.callee) ?? []) : [];
  const number =
    first?.kind === 'call' && first.arguments[0]?.kind === 'number' ? first.arguments[0].number : undefined;
  const factor = SECONDS[unit];
  return factor === undefined || number === undefined ? unstated('it is computed', at) : stated(number * factor, at);
}

/** A policy that nothing names, and a name that no policy has. */
function unused(defined: readonly Defined[], used: readonly CallValue[], codes: readonly CodeFile[]): readonly Trap[] {
  const text = codes.map(({ file }) => file.text).join('\n');
  const isEnabled = used.length > 0 || /\[EnableCors|RequireCors/.test(text);
  const isStartup = codes.some(({ calls }) =>
    calls.some(({ callee }) => /\.(?:Run|UseRouting|UseEndpoints|MapControllers|UseMvc)$/.test(callee)),
  );
  if (defined.length > 0 && !isEnabled)
    return isStartup
      ? defined.slice(0, 1).map(({ policy }) =>
          trap('policy-not-used', policy.at, {
            message: 'No UseCors() uses this policy, so no response has CORS headers.',
          }),
        )
      : [];
  const known = defined.flatMap(({ name }) => name ?? []);
  return used.flatMap((call) => {
    const [first] = call.arguments;
    const name = first && (textOf(first) ?? (first.kind === 'name' ? first.name : undefined));
    if (name === undefined || first?.kind === 'function') return [];
    const values = codes.flatMap(({ variables }) => textOf(variables.get(name)) ?? []);
    if (known.length === 0 || known.includes(name) || values.some((one) => known.includes(one))) return [];
    return first?.kind === 'text'
      ? [trap('policy-name-unknown', call.at, { message: `There is no policy named ${JSON.stringify(name)}.` })]
      : [];
  });
}

/** UseCors() stands after UseRouting() and before what responds by itself. */
function misplaced({ calls }: CodeFile): readonly Trap[] {
  return calls.flatMap((cors): readonly Trap[] => {
    if (!/\.UseCors$/.test(cors.callee)) return [];
    const before = (name: RegExp): CallValue | undefined =>
      calls.find(({ callee, at }) => name.test(callee) && at.to <= cors.at.from);
    const authorization = before(/\.UseAuthorization$/);
    const endpoints = before(/\.(?:UseEndpoints|UseMvc|MapControllers|MapControllerRoute)$/);
    const files = before(/\.UseStaticFiles$/);
    const cached = before(/\.UseResponseCaching$/);
    return [
      ...(authorization || endpoints
        ? [
            trap(
              'cors-after-authorization',
              cors.at,
              endpoints && !authorization
                ? { message: 'UseCors() comes after the endpoints, so their responses have no CORS headers.' }
                : {},
            ),
          ]
        : []),
      ...(files ? [trap('static-before-cors', files.at)] : []),
      ...(cached ? [trap('cache-before-cors', cached.at)] : []),
    ];
  });
}
