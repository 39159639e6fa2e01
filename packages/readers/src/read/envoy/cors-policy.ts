import { because, exposedNames, flagOf, namesOf, secondsOf } from '../cors-fields.js';
import { pattern } from '../origins-of.js';
import type { ReadStack } from '../read-policy.js';
import type { PolicyReading, Reading, ReadOrigin } from '../reading.js';
import type { Span } from '../source-file.js';
import { type Trap, trap } from '../trap.js';
import { entriesOf, itemsOf, textOf, type Value } from '../value.js';
import { looseEntry, looseValue } from '../walk.js';

/**
 * The cors policy of Envoy, which Istio passes on. Whatever matches is echoed, `*` too, and each pattern is tried on `*`
 * besides. https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/http/cors/v3/cors.proto
 */
export function envoyPolicy(stack: ReadStack, cors: Value, at: Span, where?: string): Reading {
  const matches = looseEntry(cors, 'allow_origin_string_match', 'allowOrigins');
  const old = looseEntry(cors, 'allow_origin', 'allow_origin_regex');
  const traps: Trap[] = old
    ? [trap('deprecated-field', old.keyAt, { stack, message: `${old.key} is deprecated.` })]
    : [];
  const origins = [
    ...itemsOf(matches?.value).flatMap((one) => matched(one, stack, traps)),
    ...itemsOf(old?.value).flatMap((one): ReadOrigin[] => {
      const text = textOf(one);
      if (text === undefined) return [{ kind: 'unknown', because: because(one), at: one.at }];
      return [text === '*' ? { kind: 'echo', at: one.at } : { kind: 'text', text, at: one.at }];
    }),
  ];
  const field = (...names: string[]) => looseValue(cors, ...names);
  const policy: PolicyReading = {
    stack,
    at: origins[0]?.at ?? at,
    ...(where !== undefined && { where }),
    origins,
    originHeader: 'compared',
    credentials: flagOf(field('allow_credentials'), false, at),
    methods: echoed(namesOf(field('allow_methods'), [], at)),
    requestHeaders: echoed(namesOf(field('allow_headers'), [], at)),
    exposed: exposedNames(field('expose_headers'), at),
    maxAge: secondsOf(field('max_age'), null, at),
    preflight: true,
    errors: true,
    vary: null,
    upstream: 'replaced',
  };
  return { policies: [policy], traps };
}

/** For `*`, the requested names are sent back. */
const echoed = (names: ReturnType<typeof namesOf>): ReturnType<typeof namesOf> =>
  names.value === '*' ? { ...names, value: '* (echoed)' } : names;

function matched(match: Value, stack: ReadStack, traps: Trap[]): readonly ReadOrigin[] {
  if (match.kind === 'text')
    return [match.text === '*' ? { kind: 'echo', at: match.at } : { kind: 'text', text: match.text, at: match.at }];
  return entriesOf(match).flatMap(({ key, value }): readonly ReadOrigin[] => {
    const { at } = value;
    if (/^(?:safe_?regex)$/i.test(key)) {
      const regex = looseValue(value, 'regex');
      return regex ? matchedBy('regex', regex) : [];
    }
    if (key === 'prefix' && textOf(value) === '*') {
      traps.push(trap('prefix-star', at, { stack }));
      return [{ kind: 'echo', at }];
    }
    return matchedBy(key, value);
  });
}

function matchedBy(kind: string, value: Value): readonly ReadOrigin[] {
  const text = textOf(value);
  const { at } = value;
  if (text === undefined) return [{ kind: 'unknown', because: because(value), at }];
  const literal = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  switch (kind) {
    case 'exact':
      return [text === '*' ? { kind: 'echo', at } : { kind: 'text', text, at }];
    case 'prefix':
      return [{ ...pattern(`^${literal}`, '', at), text: `${text}*`, isGlob: true }];
    case 'suffix':
      return [{ ...pattern(`${literal}$`, '', at), text: `*${text}`, isGlob: true }];
    case 'contains':
      return [{ ...pattern(literal, '', at), text: `*${text}*`, isGlob: true }];
    case 'regex':
      // RE2, on the whole origin.
      return /^(?:\^)?\.[*+](?:\$)?$/.test(text)
        ? [{ kind: 'echo', at }]
        : [{ ...pattern(`^(?:${text})$`, '', at), text }];
    default:
      return [];
  }
}
