import { originsOf } from '../origins-of.js';
import type { ReadStack } from '../read-policy.js';
import { type PolicyReading, type ReadOrigin, type Stated, stated, unstated } from '../reading.js';
import { namesIn } from '../responder.js';
import type { Span } from '../source-file.js';
import { type Trap, trap } from '../trap.js';
import { booleanOf, entryOf, textOf, textsOf, type Value } from '../value.js';
import { decidedByFunction } from './origin-option.js';
import { byCallback, byDelegate } from './program/origin-function.js';

/** What npm's `cors` sends for the options of one call. https://github.com/expressjs/cors#configuration-options */
export function corsPackagePolicy(stack: ReadStack, options: Value | undefined, at: Span): PolicyReading {
  const origin = entryOf(options, 'origin');
  const origins: readonly ReadOrigin[] =
    options?.kind === 'function'
      ? decidedByFunction(options, byDelegate).origins
      : origin
        ? corsOrigins(origin.value)
        : [{ kind: 'any', at }];
  const credentials = entryOf(options, 'credentials');
  const headers = entryOf(options, 'allowedHeaders');
  const isConstant = origins.every(({ kind }) => kind === 'any') || origin?.value.kind === 'text';
  return {
    stack,
    at,
    origins,
    originHeader: isConstant ? 'constant' : 'compared',
    // A delegate's options are not written at one place.
    credentials:
      options?.kind === 'function'
        ? unstated('a function decides it', at)
        : credentials
          ? flag(credentials.value)
          : stated(false, at),
    methods: listed(entryOf(options, 'methods')?.value, ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], at),
    requestHeaders: headers ? listed(headers.value, [], at) : stated('* (echoed)', at),
    exposed: listed(entryOf(options, 'exposedHeaders')?.value, [], at),
    maxAge: seconds(entryOf(options, 'maxAge')?.value, at),
    preflight: true,
    errors: true,
    vary: true,
  };
}

const OPTIONS: readonly string[] = [
  'origin',
  'methods',
  'allowedHeaders',
  'exposedHeaders',
  'credentials',
  'maxAge',
  'preflightContinue',
  'optionsSuccessStatus',
  // An older name of allowedHeaders.
  'headers',
];

/** Traps in the options themselves. */
export function corsPackageTraps(options: Value | undefined): readonly Trap[] {
  if (options?.kind !== 'map') return [];
  const unknown = options.entries.filter(({ key }) => key !== '...' && !OPTIONS.includes(key));
  const origin = entryOf(options, 'origin')?.value;
  const error = origin?.kind === 'function' ? decidedByFunction(origin, byCallback).error : undefined;
  return [
    ...unknown.map(({ key, keyAt }) => trap('unknown-option', keyAt, { message: `cors has no option ${key}.` })),
    ...(error ? [trap('error-for-other-origins', error)] : []),
  ];
}

/** A list is compared letter by letter, so `'*'` in it is no wildcard. */
function corsOrigins(value: Value): readonly ReadOrigin[] {
  if (value.kind === 'boolean') return value.boolean ? [{ kind: 'echo', at: value.at }] : [];
  if (value.kind === 'function') return decidedByFunction(value, byCallback).origins;
  if (value.kind === 'choice')
    return value.of.flatMap(({ value: one, when }) =>
      corsOrigins(one).map((origin): ReadOrigin => ({ ...origin, when: origin.when ?? when })),
    );
  const isList = value.kind === 'list';
  return originsOf(value, (text, at) => (text === '*' && !isList ? { kind: 'any', at } : { kind: 'text', text, at }));
}

export function flag(value: Value): Stated<boolean> {
  const known = booleanOf(value);
  if (known !== undefined) return stated(known, value.at);
  return unstated(value.kind === 'unknown' ? value.because : 'its value is not known', value.at);
}

export function listed(
  value: Value | undefined,
  otherwise: readonly string[],
  at: Span,
): Stated<readonly string[] | '*'> {
  if (!value || value.kind === 'null') return stated(otherwise, at);
  const texts = textsOf(value);
  if (!texts) return unstated('its value is not known', value.at);
  const names = texts.flatMap(({ text }) => (value.kind === 'list' ? [text] : namesIn(text)));
  return stated(names.length === 1 && names[0] === '*' ? '*' : names, value.at);
}

export function seconds(value: Value | undefined, at: Span, otherwise: number | null = null): Stated<number | null> {
  if (!value) return stated(otherwise, at);
  const number = Number(textOf(value) ?? Number.NaN);
  return Number.isNaN(number) ? unstated('its value is not known', value.at) : stated(number, value.at);
}
