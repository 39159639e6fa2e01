import { headersOf } from '../read/header-map.js';
import { readJson } from '../read/json.js';
import { sourceRules } from '../read/json-headers.js';
import { joined, type Reader } from '../read/reading.js';
import { below, itemsOf } from '../read/value.js';
import { eachDocument } from '../read/yaml-reader.js';

export const vercel: Reader = {
  id: 'vercel',
  layer: 'platform',
  files: /(?:^|\/)(?:vercel|now)\.json$/,
  marks: [/access-control-/i],
  read: eachDocument(
    'vercel',
    (document) =>
      joined([
        // Functions respond to OPTIONS themselves.
        { policies: sourceRules('vercel', below(document, 'headers'), 'upstream'), traps: [] },
        ...itemsOf(below(document, 'routes')).map((route) => headersOf('vercel', route, 'src', 'upstream')),
      ]),
    readJson,
  ),
};
