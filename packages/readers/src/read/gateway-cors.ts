import { exposedNames, flagOf, namesOf, secondsOf } from './cors-fields.js';
import { glob, originsOf } from './origins-of.js';
import type { ReadStack } from './read-policy.js';
import type { PolicyReading, Reading, ReadOrigin } from './reading.js';
import type { Span } from './source-file.js';
import { type Trap, trap } from './trap.js';
import type { Value } from './value.js';
import { looseValue } from './walk.js';

/** What differs between the services that take a list of origins and add the headers themselves. */
export interface GatewayRules {
  readonly stack: ReadStack;
  readonly at: Span;
  readonly where?: string;
  /** What `*` with credentials is. */
  readonly starWithCredentials: 'sent' | 'echoed' | 'rejected';
  /** What `*` among the headers is. */
  readonly starHeaders: 'sent' | 'echoed';
  /** What is allowed if the setting is absent. */
  readonly otherwise?: {
    readonly methods?: readonly string[] | '* (echoed)';
    readonly headers?: readonly string[] | '* (echoed)';
  };
}

/** Such a service's settings, in any spelling of the keys. */
export function gatewayCors(settings: Value, rules: GatewayRules): Reading {
  const { stack, at, starWithCredentials, starHeaders, otherwise = {} } = rules;
  const field = (...names: string[]) => looseValue(settings, ...names);
  const list = field('AllowOrigins', 'AllowedOrigins', 'AllowOrigin', 'origins', 'origin');
  if (!list) return { policies: [], traps: [] };
  const credentials = flagOf(field('AllowCredentials', 'SupportCredentials', 'credentials'), false, at);
  const traps: Trap[] = [];
  let refused: string | undefined;
  const star = (place: Span): ReadOrigin => {
    if (credentials.value && starWithCredentials === 'rejected') {
      traps.push(trap('star-with-credentials-rejected', place, { stack }));
      refused ??= '* with credentials is rejected.';
    }
    return { kind: credentials.value && starWithCredentials === 'echoed' ? 'echo' : 'any', at: place };
  };
  const origins = originsOf(list, (text, place) =>
    text === '*' ? star(place) : text.includes('*') ? glob(text, place) : { kind: 'text', text, at: place },
  );
  const headers = namesOf(field('AllowHeaders', 'AllowedHeaders', 'headers'), otherwise.headers ?? [], at);
  const policy: PolicyReading = {
    stack,
    at: origins[0]?.at ?? at,
    ...(rules.where !== undefined && { where: rules.where }),
    origins,
    originHeader: origins.every(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials,
    methods: namesOf(field('AllowMethods', 'AllowedMethods', 'methods', 'method'), otherwise.methods ?? [], at),
    requestHeaders: headers.value === '*' && starHeaders === 'echoed' ? { ...headers, value: '* (echoed)' } : headers,
    exposed: exposedNames(field('ExposeHeaders', 'ExposedHeaders', 'ExposedResponseHeaders', 'ResponseHeader'), at),
    maxAge: secondsOf(field('MaxAge', 'MaxAgeSeconds', 'MaxAgeInSeconds'), null, at),
    preflight: true,
    errors: true,
    vary: null,
    ...(refused !== undefined && { refused }),
  };
  return { policies: [policy], traps };
}
