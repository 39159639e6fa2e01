import { gatewayCors } from '../read/gateway-cors.js';
import { readJson } from '../read/json.js';
import { joined, NOTHING_READ, type Reader } from '../read/reading.js';
import { itemsOf, type Value } from '../read/value.js';
import { looseValue } from '../read/walk.js';
import { eachDocument } from '../read/yaml-reader.js';

/** A file for `gcloud storage buckets update --cors-file`. https://cloud.google.com/storage/docs/cors-configurations */
export const gcs: Reader = {
  id: 'gcs',
  layer: 'platform',
  files: /\.json$/,
  marks: [/"origin"/, /"(?:responseHeader|method)"/],
  read: eachDocument(
    'gcs',
    (document) => joined(itemsOf(looseValue(document, 'cors') ?? document).map(readRule)),
    readJson,
  ),
};

/** The same names are allowed in requests and exposed in responses. */
function readRule(rule: Value) {
  const isRule = looseValue(rule, 'origin')?.kind === 'list' && looseValue(rule, 'method')?.kind === 'list';
  if (!isRule && !looseValue(rule, 'responseHeader')) return NOTHING_READ;
  const names = looseValue(rule, 'responseHeader');
  const settings: Value =
    rule.kind === 'map' && names
      ? { ...rule, entries: [...rule.entries, { key: 'AllowHeaders', keyAt: names.at, value: names }] }
      : rule;
  return gatewayCors(settings, { stack: 'gcs', at: rule.at, starWithCredentials: 'sent', starHeaders: 'echoed' });
}
