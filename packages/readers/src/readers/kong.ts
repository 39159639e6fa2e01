import { exposedNames, flagOf, namesOf, secondsOf } from '../read/cors-fields.js';
import { originsOf, pattern } from '../read/origins-of.js';
import { joined, type PolicyReading, type Reader, type Reading, type ReadOrigin } from '../read/reading.js';
import { below, entryOf, textOf, type Value } from '../read/value.js';
import { mapsIn } from '../read/walk.js';
import { eachDocument } from '../read/yaml-reader.js';

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

/** https://developer.konghq.com/plugins/cors/reference/ */
export const kong: Reader = {
  id: 'kong',
  layer: 'proxy',
  files: /\.(?:ya?ml|json)(?:\.\w+)?$/,
  marks: [/_format_version|KongPlugin|KongClusterPlugin/, /\bcors\b/],
  read: eachDocument('kong', readDocument),
};

function readDocument(document: Value): Reading {
  return joined(
    mapsIn(document).flatMap(({ map, around }): readonly Reading[] => {
      const isPlugin =
        textOf(below(map, 'name')) === 'cors' || (entryOf(map, 'plugin') && textOf(below(map, 'plugin')) === 'cors');
      if (!isPlugin || textOf(below(map, 'enabled')) === 'false') return [];
      const parent = around.at(-1);
      const where = textOf(below(parent, 'paths', 0)) ?? textOf(below(parent, 'routes', 0, 'paths', 0));
      return [{ policies: [policy(below(map, 'config'), map, around.length > 1 ? where : undefined)], traps: [] }];
    }),
  );
}

function policy(config: Value | undefined, plugin: Value, where: string | undefined): PolicyReading {
  const list = below(config, 'origins');
  const at = list?.at ?? plugin.at;
  const credentials = flagOf(below(config, 'credentials'), false, at);
  const any = (place: Value['at']): ReadOrigin => ({ kind: credentials.value ? 'echo' : 'any', at: place });
  const origins =
    list && list.kind !== 'null'
      ? originsOf(list, (text, place) => (text === '*' ? any(place) : entry(text, place)))
      : [any(at)];
  return {
    stack: 'kong',
    at: origins[0]?.at ?? at,
    ...(where !== undefined && { where }),
    origins,
    originHeader:
      origins.length === 1 && origins[0]?.kind !== 'pattern' && origins[0]?.kind !== 'echo' ? 'constant' : 'compared',
    credentials,
    methods: namesOf(below(config, 'methods'), METHODS, at),
    requestHeaders: namesOf(below(config, 'headers'), '* (echoed)', at),
    exposed: exposedNames(below(config, 'exposed_headers'), at),
    maxAge: secondsOf(below(config, 'max_age'), null, at),
    preflight:
      below(config, 'preflight_continue')?.kind === 'boolean' && textOf(below(config, 'preflight_continue')) === 'true'
        ? null
        : true,
    errors: true,
    vary: true,
    upstream: 'replaced',
  };
}

/** Whatever is no plain origin is a regular expression, found anywhere in the origin. */
const entry = (text: string, at: Value['at']): ReadOrigin =>
  /[\\^$*+?()[\]|]/.test(text) ? pattern(text, '', at) : { kind: 'text', text, at };
