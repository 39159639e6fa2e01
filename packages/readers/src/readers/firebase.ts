import { readJson } from '../read/json.js';
import { sourceRules } from '../read/json-headers.js';
import type { Reader } from '../read/reading.js';
import { below, itemsOf } from '../read/value.js';
import { eachDocument } from '../read/yaml-reader.js';

export const firebase: Reader = {
  id: 'firebase',
  layer: 'platform',
  files: /(?:^|\/)firebase\.json$/,
  marks: [/access-control-/i],
  read: eachDocument(
    'firebase',
    (document) => ({
      policies: itemsOf(below(document, 'hosting')).flatMap((site) =>
        sourceRules('firebase', below(site, 'headers'), 'files'),
      ),
      traps: [],
    }),
    readJson,
  ),
};
