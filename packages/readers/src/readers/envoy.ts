import { envoyPolicy } from '../read/envoy/cors-policy.js';
import { joined, type Reader, type Reading } from '../read/reading.js';
import { type Trap, trap } from '../read/trap.js';
import { entriesOf, itemsOf, textOf, type Value } from '../read/value.js';
import { looseEntry, looseValue, mapsIn } from '../read/walk.js';
import { eachDocument } from '../read/yaml-reader.js';

export const envoy: Reader = {
  id: 'envoy',
  layer: 'proxy',
  files: /\.(?:ya?ml|json)(?:\.\w+)?$/,
  marks: [/allow_origin(?:_string_match|_regex)?\b|allowOriginStringMatch/],
  read: eachDocument('envoy', readBootstrap),
};

function readBootstrap(document: Value): Reading {
  const maps = mapsIn(document);
  const policies = maps.filter(({ map }) =>
    looseEntry(map, 'allow_origin_string_match', 'allow_origin', 'allow_origin_regex'),
  );
  const readings = policies.map(({ map }) => envoyPolicy('envoy', map, map.at));
  const removed = maps.flatMap(({ map }) =>
    entriesOf(map).filter(
      ({ key, value }) =>
        key === '@type' && /envoy\.(?:api\.v2|config\.filter\.[\w.]*\.v2)\b/.test(textOf(value) ?? ''),
    ),
  );
  const traps: Trap[] = removed.slice(0, 1).map(({ value }) => trap('v2-api-removed', value.at, { stack: 'envoy' }));
  let refused: string | undefined;
  for (const { map } of maps) {
    const filters = itemsOf(looseValue(map, 'http_filters'));
    if (filters.length === 0) continue;
    const named = (name: string) => filters.find((one) => new RegExp(name).test(textOf(looseValue(one, 'name')) ?? ''));
    const bare = filters.find((one) => !looseEntry(one, 'typed_config', 'config_discovery', 'config'));
    if (bare && removed.length === 0) {
      traps.push(trap('filter-without-typed-config', bare.at, { stack: 'envoy' }));
      refused = 'Envoy requires typed_config for every HTTP filter.';
    }
    for (const { map: cors } of policies) {
      if (cors.at.from < map.at.from || cors.at.to > map.at.to) continue;
      if (!named('cors$')) traps.push(trap('cors-filter-missing', cors.at, { stack: 'envoy' }));
      const exposed = textOf(looseValue(cors, 'expose_headers')) ?? '';
      const last = entriesOf(cors).at(-1);
      if (named('grpc_web$') && last && !/grpc-status/i.test(exposed))
        traps.push(trap('grpc-status-not-exposed', last.keyAt, { stack: 'envoy' }));
    }
  }
  const { policies: read, traps: own } = joined(readings);
  return {
    policies: refused === undefined ? read : read.map((one) => ({ ...one, refused })),
    traps: [...traps, ...own],
  };
}
