import { flagOf, namesOf, secondsOf } from '../read/cors-fields.js';
import { glob, originsOf } from '../read/origins-of.js';
import { commaList, flattened, readProperties } from '../read/properties.js';
import {
  eachFile,
  joined,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
  stated,
} from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import type { Entry, Value } from '../read/value.js';
import { looseEntry } from '../read/walk.js';
import { readYaml } from '../read/yaml.js';

/** Spring Cloud Gateway, Spring GraphQL and the actuator take CORS from their settings. */
export const springSettings: Reader = {
  id: 'spring-settings',
  layer: 'proxy',
  files: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.(?:properties|ya?ml)$/,
  marks: [
    /globalcors|corsConfigurations|cors-configurations|graphql|web/i,
    /cors/i,
    /globalcors|corsConfigurations|cors-configurations|allowed/i,
  ],
  read: eachFile(readFile),
};

const GROUP =
  /^(.*\.(?:cors-?configurations\.\[?'?"?(.*?)'?"?\]?|cors))\.(allow(?:ed)?[-\w]+|exposed[-\w]+|max[-\w]+)(?:\[\d+\])?$/i;

function readFile(file: SourceFile): Reading {
  const entries = file.path.endsWith('.properties')
    ? readProperties(file, file)
    : readYaml(file).documents.flatMap((document) => flattened(document));
  const groups = new Map<string, { where: string | undefined; entries: Entry[] }>();
  for (const entry of entries) {
    const [, group, where, key] = GROUP.exec(entry.key) ?? [];
    if (group === undefined || key === undefined || !/^(?:spring|management)\./.test(entry.key)) continue;
    const found = groups.get(group) ?? { where, entries: [] };
    // allowed-origins[0], allowed-origins[1]
    const before = /\[\d+\]$/.test(entry.key) ? found.entries.find((one) => one.key === key) : undefined;
    if (before?.value.kind === 'list')
      found.entries[found.entries.indexOf(before)] = {
        ...before,
        value: { ...before.value, items: [...before.value.items, entry.value] },
      };
    else
      found.entries.push({
        ...entry,
        key,
        value: /\[\d+\]$/.test(entry.key) ? { kind: 'list', items: [entry.value], at: entry.value.at } : entry.value,
      });
    groups.set(group, found);
  }
  return joined([...groups.values()].map(({ where, entries: own }) => readGroup(own, where)));
}

function readGroup(entries: readonly Entry[], where: string | undefined): Reading {
  const [first] = entries;
  if (!first) return NOTHING_READ;
  const settings: Value = { kind: 'map', entries, at: first.keyAt };
  const field = (name: string): Value | undefined => looseEntry(settings, name)?.value;
  const at = first.keyAt;
  const credentials = flagOf(field('allow-credentials'), false, at);
  const list = (name: string): Value | undefined => {
    const value = field(name);
    return value && commaList(value);
  };
  const exact = list('allowed-origins');
  const patterns = list('allowed-origin-patterns');
  const traps: Trap[] = [];
  let refused: string | undefined;
  const origins: readonly ReadOrigin[] = [
    ...(exact
      ? originsOf(exact, (text, place): ReadOrigin => {
          if (text !== '*') return { kind: 'text', text: text.replace(/\/$/, ''), at: place };
          if (credentials.value) {
            refused = 'Spring throws for allowedOrigins * with allowCredentials.';
            traps.push(
              trap('star-with-credentials-rejected', place, {
                stack: 'spring-settings',
                message: 'Spring throws IllegalArgumentException for * with credentials.',
                why: 'Every request fails with 500. List the origins, or use allowed-origin-patterns.',
              }),
            );
          }
          return { kind: 'any', at: place };
        })
      : []),
    ...(patterns
      ? originsOf(
          patterns,
          (text, place): ReadOrigin =>
            text === '*' ? { kind: 'echo', at: place } : glob(text.replace(/:\[\*\]$/, ':*'), place),
        )
      : []),
  ];
  const headers = namesOf(list('allowed-headers'), [], at);
  const policy: PolicyReading = {
    stack: 'spring-settings',
    at: origins[0]?.at ?? at,
    ...(where !== undefined && where !== '' && { where }),
    origins,
    originHeader: 'compared',
    credentials,
    methods: namesOf(list('allowed-methods'), ['GET', 'HEAD'], at),
    requestHeaders: headers.value === '*' ? { ...headers, value: '* (echoed)' } : headers,
    exposed: stated([], at),
    maxAge: secondsOf(field('max-age'), 1800, at),
    preflight: true,
    errors: true,
    vary: true,
    unlistedMethods: 'all-fail',
    ...(where !== undefined && { upstream: 'doubled' as const }),
    ...(refused !== undefined && { refused }),
  };
  return { policies: [policy], traps };
}
