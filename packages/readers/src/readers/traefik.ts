import { exposedNames, flagOf, namesOf, secondsOf } from '../read/cors-fields.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { originsOf, pattern } from '../read/origins-of.js';
import { NOTHING_READ, type PolicyReading, type Reader, type Reading, type ReadOrigin } from '../read/reading.js';
import { namesIn } from '../read/responder.js';
import type { Span } from '../read/source-file.js';
import { trap } from '../read/trap.js';
import { type Entry, entriesOf, itemsOf, textOf, type Value } from '../read/value.js';
import { looseEntry, looseValue, mapsIn } from '../read/walk.js';
import { eachDocument } from '../read/yaml-reader.js';

const KEY = /^accesscontrol(?:allow|expose|max)/;

/** https://doc.traefik.io/traefik/middlewares/http/headers/#cors-headers */
export const traefik: Reader = {
  id: 'traefik',
  layer: 'proxy',
  files: /\.ya?ml(?:\.\w+)?$/,
  marks: [/accesscontrol(?:allow|expose|max)/i],
  read: eachDocument('traefik', readDocument),
};

function readDocument(document: Value): Reading {
  const settings = [...mapsIn(document).flatMap(({ map }) => middleware(map)), ...labels(document)];
  const readings = settings.map(readSettings);
  return { policies: readings.flatMap((one) => one.policies), traps: readings.flatMap((one) => one.traps) };
}

const isKey = ({ key }: Entry): boolean => KEY.test(key.toLowerCase().replace(/[-_]/g, ''));

const middleware = (map: Extract<Value, { kind: 'map' }>): readonly Value[] =>
  entriesOf(map).some(isKey) ? [map] : [];

/** `traefik.http.middlewares.NAME.headers.accesscontrol…=value` of containers, by the name of the middleware. */
function labels(document: Value): readonly Value[] {
  const found = new Map<string, Entry[]>();
  const add = (key: string, value: Value, at: Span) => {
    const [, name, setting] = /^traefik\.http\.middlewares\.([^.]+)\.headers\.(\w+)/i.exec(key) ?? [];
    if (name !== undefined && setting !== undefined)
      found.set(name, [...(found.get(name) ?? []), { key: setting, keyAt: at, value }]);
  };
  for (const { map } of mapsIn(document))
    for (const { key, keyAt, value } of entriesOf(map)) {
      if (/^traefik\./i.test(key)) add(key, value, keyAt);
      if (/^(?:labels|tags|deploy)$/.test(key))
        for (const item of itemsOf(value)) {
          const [, name, text] = /^([^=]+)=(.*)$/s.exec(textOf(item) ?? '') ?? [];
          if (name !== undefined && text !== undefined) add(name, { kind: 'text', text, at: item.at }, item.at);
        }
    }
  return [...found.values()].flatMap((entries): readonly Value[] => {
    const first = entries.find(isKey);
    return first ? [{ kind: 'map', entries, at: first.keyAt }] : [];
  });
}

function readSettings(settings: Value): Reading {
  const list = looseEntry(settings, 'accessControlAllowOriginList');
  const regexes = looseEntry(settings, 'accessControlAllowOriginListRegex');
  const first = entriesOf(settings).find(isKey);
  if (!first) return NOTHING_READ;
  const given = list ?? regexes;
  if (!given)
    return {
      policies: [nothingAllowed('traefik', first.keyAt)],
      traps: [trap('headers-without-origin', first.keyAt, { stack: 'traefik' })],
    };
  const at = given.value.at;
  const origins: readonly ReadOrigin[] = [
    ...(list
      ? originsOf(split(list.value), (text, place) =>
          text === '*' ? { kind: 'any', at: place } : { kind: 'text', text, at: place },
        )
      : []),
    ...(regexes ? originsOf(split(regexes.value), (text, place) => pattern(text, '', place)) : []),
  ];
  const value = (name: string) => looseValue(settings, name);
  const policy: PolicyReading = {
    stack: 'traefik',
    at: origins[0]?.at ?? at,
    origins,
    originHeader: origins.every(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials: flagOf(value('accessControlAllowCredentials'), false, at),
    methods: namesOf(value('accessControlAllowMethods'), [], at),
    requestHeaders: namesOf(value('accessControlAllowHeaders'), [], at),
    exposed: exposedNames(value('accessControlExposeHeaders'), at),
    maxAge: secondsOf(value('accessControlMaxAge'), null, at),
    preflight: true,
    errors: true,
    vary: flagOf(value('addVaryHeader'), false, at).value ?? null,
    upstream: 'replaced',
  };
  return { policies: [policy], traps: [] };
}

/** A label is a text with commas. */
function split(value: Value): Value {
  const text = textOf(value);
  if (text === undefined) return value;
  return { kind: 'list', items: namesIn(text).map((one) => ({ kind: 'text', text: one, at: value.at })), at: value.at };
}
