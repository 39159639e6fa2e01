import { constantPolicy } from '../read/constant-headers.js';
import { envoyPolicy } from '../read/envoy/cors-policy.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { joined, NOTHING_READ, type Reader, type Reading } from '../read/reading.js';
import { trap } from '../read/trap.js';
import { below, entriesOf, entryOf, itemsOf, textOf, type Value } from '../read/value.js';
import { eachDocument } from '../read/yaml-reader.js';

/** https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy */
export const istio: Reader = {
  id: 'istio',
  layer: 'proxy',
  files: /\.ya?ml(?:\.\w+)?$/,
  marks: [/networking\.istio\.io/i, /corsPolicy|access-control-/i],
  read: eachDocument('istio', readService),
};

function readService(document: Value): Reading {
  if (textOf(below(document, 'kind')) !== 'VirtualService') return NOTHING_READ;
  return joined(itemsOf(below(document, 'spec', 'http')).map(readEntry));
}

function readEntry(entry: Value): Reading {
  const cors = entryOf(entry, 'corsPolicy');
  const uri = below(entry, 'match', 0, 'uri');
  const where = textOf(entriesOf(uri)[0]?.value);
  const hasRoute = entriesOf(entry).some(({ key }) => /^(?:route|redirect|directResponse|delegate)$/.test(key));
  const readings: Reading[] = [];
  if (cors && !hasRoute) {
    const refused = 'This entry of http has no route.';
    readings.push({
      policies: [nothingAllowed('istio', cors.keyAt, { refused })],
      traps: [trap('cors-policy-without-route', cors.keyAt, { stack: 'istio' })],
    });
  } else if (cors) readings.push(envoyPolicy('istio', cors.value, cors.keyAt, where));
  const response = below(entry, 'headers', 'response');
  const headers = ['set', 'add'].flatMap((verb) =>
    entriesOf(below(response, verb)).map(({ key, value }) => ({ name: key, value })),
  );
  const policy = constantPolicy({
    stack: 'istio',
    at: entry.at,
    ...(where !== undefined && { where }),
    headers,
    preflight: 'upstream',
    upstream: entryOf(response, 'add') ? 'doubled' : 'replaced',
  });
  if (policy) readings.push({ policies: [policy], traps: [] });
  return joined(readings);
}
