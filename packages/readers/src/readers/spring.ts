import { callsWithin } from '../read/code/code-file.js';
import { type Declared, type JavaFile, readJava } from '../read/code/java.js';
import { resolved } from '../read/code/resolve.js';
import { type SpringSettings, spacedMethods, springPolicy, together } from '../read/code/spring-cors.js';
import { eachFile, joined, type PolicyReading, type Reader, type Reading } from '../read/reading.js';
import { refusals } from '../read/refusals.js';
import type { SourceFile, Span } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { type CallValue, textOf, type Value } from '../read/value.js';

/** Spring's CORS in Java: registries, CorsConfiguration, @CrossOrigin, and what Spring Security makes of it. */
export const spring: Reader = {
  id: 'spring',
  layer: 'application',
  files: /\.java$/,
  marks: [/\b(?:CorsRegistry|CorsConfiguration|CrossOrigin|CorsMapping|SecurityFilterChain)/],
  read(files, project) {
    const codes = files.map(readJava);
    const reading = eachFile(readFile)(files, project);
    const secured =
      codes.flatMap(({ calls }) => calls).length > 0
        ? security(codes, reading.policies)
        : { policies: reading.policies, traps: [] };
    return joined([
      { policies: secured.policies, traps: reading.traps },
      { policies: [], traps: secured.traps },
    ]);
  },
};

function readFile(file: SourceFile): Reading {
  const code = readJava(file);
  const policies = [...mappings(code), ...configurations(code), ...annotated(code)];
  return { policies, traps: [...refusals(policies), ...policies.flatMap(uncovered), ...spaced(code)] };
}

const spaced = (code: JavaFile): readonly Trap[] =>
  code.calls
    .filter(({ callee }) => /(?:setAllowedMethods|allowedMethods|addAllowedMethod)$/.test(callee))
    .flatMap((call) => call.arguments.flatMap((one) => spacedMethods(resolved(one, code))));

/** `registry.addMapping("/**").allowedOrigins(…)…` */
function mappings(code: JavaFile): readonly PolicyReading[] {
  return code.calls.flatMap((call) => {
    if (!/(?:^|\.)addMapping$/.test(call.callee)) return [];
    const chain = chainOf(call, code);
    const argument = (name: string): Value | undefined => {
      const found = chain.findLast(({ callee }) => callee.endsWith(`.${name}`));
      return found && resolved(together(found.arguments, found.at) ?? { kind: 'list', items: [], at: found.at }, code);
    };
    const credentials = chain.findLast(({ callee }) => callee.endsWith('.allowCredentials'));
    const settings: SpringSettings = {
      origins: argument('allowedOrigins'),
      patterns: argument('allowedOriginPatterns'),
      methods: argument('allowedMethods'),
      headers: argument('allowedHeaders'),
      exposed: argument('exposedHeaders'),
      credentials:
        credentials &&
        (credentials.arguments[0]
          ? resolved(credentials.arguments[0], code)
          : { kind: 'boolean', boolean: true, at: credentials.at }),
      maxAge: argument('maxAge'),
    };
    const path = call.arguments[0] && textOf(resolved(call.arguments[0], code));
    return [withPath(springPolicy(settings, call.at, { permits: true }), path)];
  });
}

/** The calls that continue a call, the innermost first. */
function chainOf(call: CallValue, { calls }: JavaFile): readonly CallValue[] {
  const chain = [call];
  for (let inner = call, next: CallValue | undefined = call; next; ) {
    next = calls.find(
      ({ receiver }) =>
        receiver === inner ||
        (receiver?.kind === 'call' && receiver.at.from === inner.at.from && receiver.at.to === inner.at.to),
    );
    if (next) chain.push(next);
    if (next) inner = next;
  }
  return chain;
}

/** `CorsConfiguration c = new CorsConfiguration(); c.setAllowedOrigins(…)`, each in its own method. */
function configurations(code: JavaFile): readonly PolicyReading[] {
  return code.assignments.flatMap(({ target, value, at }) => {
    if (value.kind !== 'call' || value.callee !== 'new CorsConfiguration') return [];
    const scope = code.methods.findLast((one) => one.at.from <= at.from && at.to <= one.at.to)?.at ?? at;
    const calls = callsWithin(code, scope).filter(({ callee }) => callee.startsWith(`${target}.`));
    const argument = (...names: readonly string[]): Value | undefined => {
      const found = calls.filter(({ callee }) => names.includes(callee.slice(target.length + 1)));
      return together(
        found.flatMap((call) => call.arguments.map((one) => resolved(one, code))),
        found[0]?.at ?? at,
      );
    };
    const settings: SpringSettings = {
      origins: argument('setAllowedOrigins', 'addAllowedOrigin'),
      patterns: argument('setAllowedOriginPatterns', 'addAllowedOriginPattern'),
      methods: argument('setAllowedMethods', 'addAllowedMethod'),
      headers: argument('setAllowedHeaders', 'addAllowedHeader'),
      exposed: argument('setExposedHeaders', 'addExposedHeader'),
      credentials: argument('setAllowCredentials'),
      maxAge: argument('setMaxAge'),
    };
    const permits = calls.some(({ callee }) => callee.endsWith('.applyPermitDefaultValues'));
    const registered = callsWithin(code, scope).find(
      ({ callee, arguments: args }) =>
        /\.registerCorsConfiguration$/.test(callee) && args[1]?.kind === 'name' && args[1].name === target,
    );
    const path = registered?.arguments[0] && textOf(resolved(registered.arguments[0], code));
    const place = argumentPlace(calls) ?? at;
    return [withPath(springPolicy(settings, place, { permits }), path)];
  });
}

const argumentPlace = (calls: readonly CallValue[]): Span | undefined =>
  calls.find(({ callee }) => /Origin/.test(callee))?.at;

function withPath(policy: PolicyReading, path: string | undefined): PolicyReading {
  return path === undefined || path === '/**' || path === '**' ? policy : { ...policy, where: path };
}

/** `/` is the root alone, `/*` one level. */
function uncovered({ where, at }: PolicyReading): readonly Trap[] {
  return where === '/' || where === '/*'
    ? [trap('path-not-covered', at, { message: `${where} doesn’t cover the paths below it: /** does.` })]
    : [];
}

const MAPPING = /^@(Get|Post|Put|Patch|Delete|Request)Mapping$/;

/** `@CrossOrigin` on a class or on a method. */
function annotated(code: JavaFile): readonly PolicyReading[] {
  return [...code.classes, ...code.methods].flatMap((declared) => {
    const annotation = declared.annotations.find(({ callee }) => callee === '@CrossOrigin');
    return annotation ? [annotatedPolicy(annotation, declared, code)] : [];
  });
}

function annotatedPolicy(annotation: CallValue, declared: Declared, code: JavaFile): PolicyReading {
  const argument = (name: string): Value | undefined => {
    const value = annotation.named.find(({ key }) => key === name)?.value;
    return value && resolved(value, code);
  };
  const [first] = annotation.arguments;
  const methods = code.methods.filter(({ at }) => at.from >= declared.at.from && at.to <= declared.at.to);
  const used = [...new Set(methods.flatMap(methodsOf))];
  const credentials = argument('allowCredentials');
  const policy = springPolicy(
    {
      origins: argument('origins') ?? argument('value') ?? (first && resolved(first, code)),
      patterns: argument('originPatterns'),
      methods: argument('methods'),
      headers: argument('allowedHeaders'),
      exposed: argument('exposedHeaders'),
      credentials: credentials && textOf(credentials) !== '' ? credentials : undefined,
      maxAge: argument('maxAge'),
    },
    annotation.at,
    { permits: true, ...(used.length > 0 && { methods: used }) },
  );
  const path = pathOf(declared, code);
  return path === undefined ? policy : { ...policy, where: path };
}

function methodsOf({ annotations }: Declared): readonly string[] {
  return annotations.flatMap((one) => {
    const [, name] = MAPPING.exec(one.callee) ?? [];
    if (name === undefined) return [];
    if (name === 'Request') {
      const written = one.named.find(({ key }) => key === 'method')?.value;
      const items = written?.kind === 'list' ? written.items : written ? [written] : [];
      return items.flatMap((item) => (item.kind === 'text' ? [item.text] : item.kind === 'name' ? [item.name] : []));
    }
    return name === 'Get' ? ['GET', 'HEAD'] : [name.toUpperCase()];
  });
}

function pathOf(declared: Declared, code: JavaFile): string | undefined {
  const owner = code.classes.find(({ at }) => at.from <= declared.at.from && declared.at.to <= at.to);
  const written = ({ annotations }: Declared): string => {
    const mapping = annotations.find(({ callee }) => MAPPING.test(callee));
    const value = mapping?.arguments[0] ?? mapping?.named.find(({ key }) => key === 'value' || key === 'path')?.value;
    const one = value?.kind === 'list' ? value.items[0] : value;
    return (one && textOf(resolved(one, code))) ?? '';
  };
  const isClass = owner === declared;
  const path = `${owner ? written(owner) : ''}${isClass ? '/**' : written(declared)}`.replace(/\/{2,}/g, '/');
  return path === '/**' || path === '' ? undefined : path;
}

/** Spring Security comes first: without its cors() a preflight of a protected path gets 401 or 403. */
function security(codes: readonly JavaFile[], policies: readonly PolicyReading[]): Reading {
  const traps: Trap[] = [];
  let isBlocked = false;
  for (const code of codes)
    for (const chain of code.methods.filter(
      ({ type }) => type === 'SecurityFilterChain' || type === 'SecurityWebFilterChain',
    )) {
      const calls = callsWithin(code, chain.at);
      const cors = calls.find(({ callee }) => /\.cors$/.test(callee));
      const isProtected = calls.some(({ callee }) =>
        /\.(?:authenticated|hasRole|hasAnyRole|hasAuthority|hasAnyAuthority|fullyAuthenticated|denyAll)$/.test(callee),
      );
      const isDisabled = cors !== undefined && disables(cors, code);
      if (!isProtected || (cors && !isDisabled)) continue;
      if (!cors && declaresUrlBasedSource(codes)) continue;
      const permitsOptions = calls.some(({ arguments: args }) =>
        args.some((one) => one.kind === 'text' && one.text === 'OPTIONS'),
      );
      if (permitsOptions || policies.length === 0) continue;
      isBlocked = true;
      traps.push(
        trap('security-without-cors', cors?.at ?? chain.nameAt, {
          stack: 'spring',
          ...(isDisabled && {
            message: 'cors() is disabled, so Spring Security rejects preflights of protected paths.',
          }),
        }),
      );
    }
  return {
    policies: isBlocked ? policies.map((one) => ({ ...one, preflight: false, ...sourceUnused(one) })) : policies,
    traps,
  };
}

/** A CorsConfigurationSource that nothing uses sends no header at all. */
const sourceUnused = ({ at }: PolicyReading): Partial<PolicyReading> =>
  /\bnew CorsFilter|\bCorsWebFilter|addCorsMappings|@CrossOrigin/.test(at.file.text) ? {} : { origins: [] };

const declaresUrlBasedSource = (codes: readonly JavaFile[]): boolean =>
  codes.some(({ methods }) =>
    methods.some(
      ({ type, annotations }) =>
        type === 'UrlBasedCorsConfigurationSource' && annotations.some(({ callee }) => callee === '@Bean'),
    ),
  );

function disables(call: CallValue, { calls }: JavaFile): boolean {
  const [first] = call.arguments;
  if (first?.kind === 'name' && first.name.endsWith('.disable')) return true;
  if (first?.kind === 'function')
    return first.returns.some((one) => one.kind === 'call' && one.callee.endsWith('.disable'));
  return calls.some(
    ({ callee, receiver }) =>
      callee === '.disable' &&
      receiver?.kind === 'call' &&
      receiver.at.to === call.at.to &&
      receiver.at.from === call.at.from,
  );
}
