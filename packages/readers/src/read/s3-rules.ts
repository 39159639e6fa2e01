import { exposedNames, namesOf, secondsOf } from './cors-fields.js';
import { glob, originsOf } from './origins-of.js';
import type { ReadStack } from './read-policy.js';
import { type PolicyReading, type Reading, type ReadOrigin, stated } from './reading.js';
import type { Span } from './source-file.js';
import { type Trap, trap } from './trap.js';
import { itemsOf, textOf, type Value } from './value.js';
import { looseValue } from './walk.js';

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/**
 * The rules of an S3 bucket, in any of its spellings: the first rule that matches a request decides. `*` is sent without
 * credentials; any other origin that matches is sent back, with credentials.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export function s3Rules(stack: ReadStack, rules: readonly Value[]): Reading {
  const traps: Trap[] = [];
  const policies = rules.flatMap((rule) => readRule(stack, rule, traps));
  const refused = traps[0]?.message;
  return { policies: refused === undefined ? policies : policies.map((one) => ({ ...one, refused })), traps };
}

function readRule(stack: ReadStack, rule: Value, traps: Trap[]): readonly PolicyReading[] {
  const list = looseValue(rule, 'AllowedOrigins', 'AllowedOrigin', 'allowed_origins', 'origin');
  const methods = looseValue(rule, 'AllowedMethods', 'AllowedMethod', 'allowed_methods', 'method');
  if (!list) return [];
  const { at } = list;
  for (const one of itemsOf(methods)) {
    const text = textOf(one);
    if (text === undefined || METHODS.includes(text)) continue;
    traps.push(trap(text === 'OPTIONS' ? 'options-as-method' : 'method-not-supported', one.at, { stack }));
  }
  const origins = originsOf(list, (text, place): ReadOrigin => {
    if (text.split('*').length > 2) traps.push(trap('two-wildcards', place, { stack }));
    return text === '*'
      ? { kind: 'any', at: place }
      : text.includes('*')
        ? glob(text, place)
        : { kind: 'text', text, at: place };
  });
  const headers = namesOf(looseValue(rule, 'AllowedHeaders', 'AllowedHeader', 'allowed_headers'), [], at);
  return [
    {
      stack,
      at: origins[0]?.at ?? at,
      origins,
      originHeader: origins.every(({ kind }) => kind === 'any') ? 'constant' : 'compared',
      credentials: stated(
        origins.some(({ kind }) => kind !== 'any'),
        at,
      ),
      methods: namesOf(methods, [], at),
      requestHeaders: headers.value === '*' ? { ...headers, value: '* (echoed)' } : headers,
      exposed: exposedNames(looseValue(rule, 'ExposeHeaders', 'ExposeHeader', 'expose_headers', 'ExposedHeaders'), at),
      maxAge: secondsOf(looseValue(rule, 'MaxAgeSeconds', 'MaxAge', 'max_age_seconds'), null, at),
      preflight: true,
      errors: true,
      vary: true,
    },
  ];
}

/** Whether a value looks like one rule of a bucket. */
export const isS3Rule = (value: Value): boolean =>
  looseValue(value, 'AllowedOrigins', 'AllowedOrigin') !== undefined &&
  looseValue(value, 'AllowedMethods', 'AllowedMethod') !== undefined;

/** A value that XML writes: texts of elements with the same name are a list. */
export const listAt = (items: readonly Value[], at: Span): Value => ({ kind: 'list', items, at });
