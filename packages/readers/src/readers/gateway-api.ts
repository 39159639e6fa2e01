import { constantPolicy } from '../read/constant-headers.js';
import { exposedNames, flagOf, namesOf, secondsOf } from '../read/cors-fields.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { glob, originsOf } from '../read/origins-of.js';
import { joined, NOTHING_READ, type PolicyReading, type Reader, type Reading } from '../read/reading.js';
import type { Span } from '../read/source-file.js';
import { trap } from '../read/trap.js';
import { below, type Entry, entryOf, itemsOf, textOf, type Value } from '../read/value.js';
import { eachDocument } from '../read/yaml-reader.js';

/** https://gateway-api.sigs.k8s.io/guides/http-cors/ */
export const gatewayApi: Reader = {
  id: 'gateway-api',
  layer: 'proxy',
  files: /\.ya?ml(?:\.\w+)?$/,
  marks: [/gateway\.(?:networking\.k8s|envoyproxy)\.io/i, /\bcors\b|access-control-/i],
  read: eachDocument('gateway-api', readResource),
};

function readResource(document: Value): Reading {
  const kind = textOf(below(document, 'kind'));
  const own = entryOf(below(document, 'spec'), 'cors');
  if (kind === 'SecurityPolicy' && own) return readCors(own, undefined, own.keyAt);
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return NOTHING_READ;
  return joined(itemsOf(below(document, 'spec', 'rules')).map(readRule));
}

function readRule(rule: Value): Reading {
  const where = textOf(below(rule, 'matches', 0, 'path', 'value'));
  return joined(
    itemsOf(below(rule, 'filters')).map((filter): Reading => {
      const cors = entryOf(filter, 'cors');
      if (cors) return readCors(cors, where, cors.keyAt);
      const modifier = below(filter, 'responseHeaderModifier');
      const headers = ['set', 'add'].flatMap((verb) =>
        itemsOf(below(modifier, verb)).flatMap((one) => {
          const [name, value] = [textOf(below(one, 'name')), below(one, 'value')];
          return name !== undefined && value ? [{ name, value }] : [];
        }),
      );
      const policy = constantPolicy({
        stack: 'gateway-api',
        at: filter.at,
        ...(where !== undefined && { where }),
        headers,
        preflight: 'upstream',
        upstream: entryOf(modifier, 'add') ? 'doubled' : 'replaced',
      });
      return { policies: policy ? [policy] : [], traps: [] };
    }),
  );
}

function readCors({ key, value: cors, keyAt }: Entry, where: string | undefined, at: Span): Reading {
  const place = { ...(where !== undefined && { where }) };
  if (key !== 'cors' || cors.kind === 'list')
    return {
      policies: [nothingAllowed('gateway-api', keyAt, { ...place, refused: 'cors must be an object, not a list.' })],
      traps: [trap('cors-is-not-a-list', keyAt, { stack: 'gateway-api' })],
    };
  const credentials = flagOf(below(cors, 'allowCredentials'), false, at);
  const list = below(cors, 'allowOrigins');
  // With credentials the gateway sends the request's own values instead of *.
  const isEchoed = credentials.value === true;
  const star = (value: ReturnType<typeof namesOf>) =>
    isEchoed && value.value === '*' ? { ...value, value: '* (echoed)' as const } : value;
  const policy: PolicyReading = {
    stack: 'gateway-api',
    at: list?.at ?? at,
    ...place,
    origins: list
      ? originsOf(list, (text, spot) =>
          text === '*'
            ? { kind: isEchoed ? 'echo' : 'any', at: spot }
            : text.includes('*')
              ? glob(text, spot)
              : { kind: 'text', text, at: spot },
        )
      : [],
    originHeader: 'compared',
    credentials,
    methods: star(namesOf(below(cors, 'allowMethods'), [], at)),
    requestHeaders: star(namesOf(below(cors, 'allowHeaders'), [], at)),
    exposed: exposedNames(below(cors, 'exposeHeaders'), at),
    maxAge: secondsOf(below(cors, 'maxAge'), 5, at),
    preflight: true,
    errors: true,
    vary: null,
    upstream: 'replaced',
  };
  return { policies: [policy], traps: [] };
}
