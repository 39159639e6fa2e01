import { exposedNames, flagOf, namesOf, secondsOf } from '../read/cors-fields.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { originsOf } from '../read/origins-of.js';
import { commaList, flattened, readProperties } from '../read/properties.js';
import {
  eachFile,
  joined,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
} from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { booleanOf, type Entry, type Value } from '../read/value.js';
import { readYaml } from '../read/yaml.js';

/** https://quarkus.io/guides/security-cors */
export const quarkus: Reader = {
  id: 'quarkus',
  layer: 'application',
  files: /(?:^|\/)application(?:-[\w-]+)?\.(?:properties|ya?ml)$/,
  marks: [/quarkus/, /cors/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const entries = file.path.endsWith('.properties')
    ? readProperties(file, file)
    : readYaml(file).documents.flatMap((document) => flattened(document));
  const profiles = new Map<string, Entry[]>();
  for (const entry of entries) {
    const [, profile = '', name] = /^(?:"?%([\w-]+)"?\.)?quarkus\.http\.cors(?:\.(.+))?$/.exec(entry.key) ?? [];
    if (!entry.key.includes('quarkus.http.cors')) continue;
    profiles.set(profile, [...(profiles.get(profile) ?? []), { ...entry, key: (name ?? '').replace(/^~$/, '') }]);
  }
  return joined([...profiles].map(([profile, own]) => readProfile(profile, [...(profiles.get('') ?? []), ...own])));
}

function readProfile(profile: string, entries: readonly Entry[]): Reading {
  const entry = (...names: string[]): Entry | undefined => entries.findLast(({ key }) => names.includes(key));
  const enabled = entry('', 'enabled');
  if (!enabled || booleanOf(enabled.value) !== true) return NOTHING_READ;
  const place = profile === '' ? {} : { where: `profile:${profile}` };
  const traps: Trap[] =
    enabled.key === ''
      ? [
          trap('deprecated-field', enabled.keyAt, {
            stack: 'quarkus',
            message: 'quarkus.http.cors is deprecated: the key is quarkus.http.cors.enabled.',
          }),
        ]
      : [];
  const listed = (name: string): Value | undefined => {
    const value = entry(name)?.value;
    return value && commaList(value);
  };
  const list = entry('origins');
  if (!list)
    return {
      policies: [nothingAllowed('quarkus', enabled.keyAt, place)],
      traps: [...traps, trap('origins-missing', enabled.keyAt, { stack: 'quarkus' })],
    };
  const { at } = list.value;
  const origins = originsOf(commaList(list.value), originOf);
  const isAny = origins.some(({ kind }) => kind === 'echo');
  const policy: PolicyReading = {
    stack: 'quarkus',
    at,
    ...place,
    origins,
    originHeader: 'compared',
    // Unless set, credentials are allowed for the origins that are named.
    credentials: flagOf(entry('access-control-allow-credentials')?.value, !isAny, at),
    methods: echoed(namesOf(listed('methods'), '* (echoed)', at)),
    requestHeaders: echoed(namesOf(listed('headers'), '* (echoed)', at)),
    exposed: exposedNames(listed('exposed-headers'), at),
    maxAge: secondsOf(entry('access-control-max-age')?.value, null, at),
    preflight: true,
    errors: true,
    vary: true,
  };
  return { policies: [policy], traps };
}

/** For `*`, the requested names are sent back. */
const echoed = (names: ReturnType<typeof namesOf>): ReturnType<typeof namesOf> =>
  names.value === '*' ? { ...names, value: '* (echoed)' } : names;

/** `/…/` is a regular expression for the whole origin; `*` is every origin, sent back. */
function originOf(text: string, at: Entry['keyAt']): ReadOrigin {
  if (text === '*') return { kind: 'echo', at };
  const [, regex] = /^\/(.*)\/$/.exec(text) ?? [];
  return regex === undefined
    ? { kind: 'text', text, at }
    : { kind: 'pattern', text: regex, regex: `^(?:${regex})$`, flags: '', at };
}
