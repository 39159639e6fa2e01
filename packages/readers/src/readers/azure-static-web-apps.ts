import { headersOf } from '../read/header-map.js';
import { readJson } from '../read/json.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { joined, type Reader, type Reading } from '../read/reading.js';
import { trap } from '../read/trap.js';
import { below, entryOf, itemsOf, textOf, type Value } from '../read/value.js';
import { eachDocument } from '../read/yaml-reader.js';

export const azureStaticWebApps: Reader = {
  id: 'azure-static-web-apps',
  layer: 'platform',
  files: /(?:^|\/)(?:staticwebapp\.config|routes)\.json$/,
  marks: [/access-control-/i],
  read: eachDocument(
    'azure-static-web-apps',
    (document) =>
      joined([
        headersOf('azure-static-web-apps', document, '', 'files', 'globalHeaders'),
        ...itemsOf(below(document, 'routes')).map(readRoute),
      ]),
    readJson,
  ),
};

/** Responses of functions get none of these headers. */
function readRoute(route: Value): Reading {
  const reading = headersOf('azure-static-web-apps', route, 'route', 'files');
  const where = textOf(below(route, 'route'));
  if (reading.policies.length === 0 || !where?.startsWith('/api')) return reading;
  const at = entryOf(route, 'headers')?.keyAt ?? route.at;
  return {
    policies: [nothingAllowed('azure-static-web-apps', at, { where })],
    traps: [trap('headers-not-for-functions', at, { stack: 'azure-static-web-apps' })],
  };
}
