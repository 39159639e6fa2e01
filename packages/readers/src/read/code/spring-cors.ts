import { type EntryOf, originsOf } from '../origins-of.js';
import type { PolicyReading, ReadOrigin } from '../reading.js';
import type { Span } from '../source-file.js';
import { type Trap, trap } from '../trap.js';
import type { Value } from '../value.js';
import { commaSeparated, flag, names, namesWith, seconds } from './options.js';

/** What a CorsConfiguration of Spring was stated; each value is resolved. */
export interface SpringSettings {
  readonly origins?: Value | undefined;
  readonly patterns?: Value | undefined;
  readonly methods?: Value | undefined;
  readonly headers?: Value | undefined;
  readonly exposed?: Value | undefined;
  readonly credentials?: Value | undefined;
  readonly maxAge?: Value | undefined;
}

interface Defaults {
  /** What a registry, an annotation and applyPermitDefaultValues() fill in; a bare CorsConfiguration allows nothing. */
  readonly permits: boolean;
  readonly methods?: readonly string[];
}

/** https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/web/cors/CorsConfiguration.html */
export function springPolicy(settings: SpringSettings, at: Span, { permits, methods }: Defaults): PolicyReading {
  const origins = originsIn(settings, at, permits);
  const credentials = flag(settings.credentials, at);
  const star = origins.find(({ kind, when }) => kind === 'any' && when === undefined);
  const isRefused = star !== undefined && credentials.value === true;
  return {
    stack: 'spring',
    at,
    origins,
    originHeader: star ? 'constant' : 'compared',
    credentials,
    methods: exactMethods(
      namesWith<'* (echoed)'>(settings.methods, at, {
        all: '* (echoed)',
        otherwise: methods ?? (permits ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD']),
      }),
    ),
    requestHeaders: namesWith<'* (echoed)'>(settings.headers, at, {
      otherwise: permits ? '* (echoed)' : [],
      all: '* (echoed)',
    }),
    exposed: names(settings.exposed, at),
    maxAge: seconds(settings.maxAge, at, permits ? 1800 : null),
    preflight: !isRefused,
    errors: true,
    vary: true,
    unlistedMethods: 'all-fail',
    ...(isRefused && {
      refused:
        'Spring throws IllegalArgumentException for every request: allowedOrigins is * and allowCredentials true.',
    }),
  };
}

function originsIn({ origins, patterns }: SpringSettings, at: Span, permits: boolean): readonly ReadOrigin[] {
  const listed = origins ? originsOf(commaSeparated(origins), exact) : [];
  const matched = patterns ? originsOf(commaSeparated(patterns), byPattern) : [];
  if (listed.length + matched.length === 0 && permits && !origins && !patterns) return [{ kind: 'any', at }];
  return [...listed, ...matched];
}

/** A trailing slash is cut off. */
const exact: EntryOf = (text, at) =>
  text === '*' ? { kind: 'any', at } : { kind: 'text', text: text.replace(/\/$/, ''), at };

/** `*` is any text; `:[80,*]` lists ports. */
const byPattern: EntryOf = (text, at) => {
  if (text === '*') return { kind: 'echo', at };
  const ports = /^(.*):\[([\d,* ]+)\]$/.exec(text);
  const [, host = text, list] = ports ?? [];
  if (!/\*/.test(host) && list === undefined) return { kind: 'text', text: text.replace(/\/$/, ''), at };
  const escaped = host.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const port =
    list === undefined
      ? ''
      : list.includes('*')
        ? '(?::\\d+)?'
        : `:(?:${list.replace(/\s/g, '').replaceAll(',', '|')})`;
  return { kind: 'pattern', text, regex: `^${escaped}${port}$`, flags: '', isGlob: true, at };
};

/** For a setting with several calls or arguments: all of them as one list. */
export const together = (values: readonly Value[], at: Span): Value | undefined => {
  if (values.length === 0) return undefined;
  if (values.length === 1) return values[0];
  return { kind: 'list', items: values.flatMap((one) => (one.kind === 'list' ? one.items : [one])), at };
};

/** Spring compares the whole text: what has a space in it is no method. */
const exactMethods = (methods: PolicyReading['methods']): PolicyReading['methods'] =>
  typeof methods.value === 'object'
    ? { ...methods, value: methods.value.filter((one) => one === one.trim()) }
    : methods;

/** Methods that are written with a space. */
export const spacedMethods = (value: Value | undefined): readonly Trap[] =>
  (value?.kind === 'list' ? value.items : value ? [value] : []).flatMap((one) =>
    one.kind === 'text' && one.text !== one.text.trim()
      ? [trap('method-with-space', one.at, { message: `${JSON.stringify(one.text)} is not ${one.text.trim()}.` })]
      : [],
  );
