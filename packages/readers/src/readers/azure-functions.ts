import { flagOf } from '../read/cors-fields.js';
import { readJson } from '../read/json.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { NOTHING_READ, type Reader, type ReadOrigin, stated } from '../read/reading.js';
import { namesIn } from '../read/responder.js';
import { trap } from '../read/trap.js';
import { below, entryOf, textOf } from '../read/value.js';
import { eachDocument } from '../read/yaml-reader.js';

/** https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file */
export const azureFunctions: Reader = {
  id: 'azure-functions',
  layer: 'platform',
  files: /(?:^|\/)(?:host|local\.settings)\.json$/,
  marks: [/"CORS(?:Credentials)?"/],
  read: eachDocument(
    'azure-functions',
    (document, file) => {
      const host = entryOf(document, 'Host');
      const cors = entryOf(host?.value, 'CORS');
      if (!host || !cors) return NOTHING_READ;
      if (file.path.endsWith('host.json'))
        return {
          policies: [nothingAllowed('azure-functions', cors.keyAt)],
          traps: [trap('setting-in-the-wrong-file', host.keyAt, { stack: 'azure-functions' })],
        };
      const { at } = cors.value;
      const origins = namesIn(textOf(cors.value) ?? '').map(
        (text): ReadOrigin => (text === '*' ? { kind: 'any', at } : { kind: 'text', text, at }),
      );
      const credentials = flagOf(below(host.value, 'CORSCredentials'), false, at);
      const known = {
        origins,
        credentials,
        methods: stated('* (echoed)' as const, at),
        requestHeaders: stated('* (echoed)' as const, at),
        preflight: true,
        errors: true,
      };
      return { policies: [nothingAllowed('azure-functions', at, known)], traps: [] };
    },
    readJson,
  ),
};
