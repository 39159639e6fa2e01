import { gatewayCors } from '../read/gateway-cors.js';
import { joined, NOTHING_READ, type Reader, type Reading } from '../read/reading.js';
import { type Trap, trap } from '../read/trap.js';
import { below, booleanOf, type Entry, entriesOf, entryOf, itemsOf, textOf, type Value } from '../read/value.js';
import { eachDocument } from '../read/yaml-reader.js';

const HEADERS = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
];

/** https://www.serverless.com/framework/docs/providers/aws/events/apigateway#enabling-cors */
export const serverless: Reader = {
  id: 'serverless',
  layer: 'platform',
  files: /(?:^|\/)(?:serverless(?:[.-][\w-]+)*|functions(?:[.-][\w-]+)*)\.ya?ml$/,
  marks: [/\bcors\b/],
  read: eachDocument('serverless', (document) =>
    joined([
      ...itemsOf(below(document, 'functions'))
        .flatMap(entriesOf)
        .flatMap(({ value }) => itemsOf(below(value, 'events')).map(readEvent)),
      httpApi(entryOf(below(document, 'provider', 'httpApi'), 'cors')),
    ]),
  ),
};

/** The event makes the response to OPTIONS only. */
function readEvent(event: Value): Reading {
  const http = below(event, 'http');
  const cors = entryOf(http, 'cors');
  if (!cors || booleanOf(cors.value) === false) return NOTHING_READ;
  const stack = 'aws-api-gateway-rest';
  const settings = cors.value.kind === 'map' ? cors.value : anyOrigin(cors);
  const origin = entryOf(settings, 'origins') ?? entryOf(settings, 'origin');
  const listed = commas(origin);
  const method = textOf(below(http, 'method'))?.toUpperCase() ?? 'GET';
  const where = textOf(below(http, 'path'));
  const reading = gatewayCors(
    listed ? { ...settings, entries: [...entriesOf(settings).filter((one) => one !== origin), listed] } : settings,
    {
      stack,
      at: cors.keyAt,
      ...(where !== undefined && { where: `/${where.replace(/^\//, '')}` }),
      starWithCredentials: 'sent',
      starHeaders: 'sent',
      otherwise: { methods: ['OPTIONS', method], headers: HEADERS },
    },
  );
  const traps: Trap[] = [trap('lambda-sets-no-header', origin?.value.at ?? cors.keyAt, { stack })];
  const authorizer = entryOf(http, 'authorizer');
  if (authorizer)
    traps.push(
      trap('errors-without-headers', authorizer.keyAt, {
        stack,
        message: 'The 401 of the authorizer has no CORS headers.',
        why: 'Add them with GatewayResponses for DEFAULT_4XX; else the page sees a CORS error.',
      }),
    );
  return {
    policies: reading.policies.map((one) => ({
      ...one,
      errors: false,
      routes: method === 'GET' ? ['GET', 'HEAD'] : [method],
    })),
    traps: [...reading.traps, ...traps],
  };
}

const anyOrigin = ({ keyAt, value }: Entry): Extract<Value, { kind: 'map' }> => ({
  kind: 'map',
  at: value.at,
  entries: [{ key: 'origin', keyAt, value: { kind: 'text', text: '*', at: value.at } }],
});

/** Several origins in one text. */
function commas(entry: Entry | undefined): Entry | undefined {
  const text = entry?.value.kind === 'text' ? entry.value.text : undefined;
  if (!entry || text === undefined) return entry;
  const items = text.split(',').map((one) => ({ kind: 'text', text: one.trim(), at: entry.value.at }) as const);
  return { ...entry, value: { kind: 'list', items, at: entry.value.at } };
}

function httpApi(cors: Entry | undefined): Reading {
  if (!cors || booleanOf(cors.value) === false) return NOTHING_READ;
  return gatewayCors(cors.value.kind === 'map' ? cors.value : anyOrigin(cors), {
    stack: 'aws-api-gateway-http',
    at: cors.keyAt,
    starWithCredentials: 'rejected',
    starHeaders: 'sent',
    otherwise: { headers: HEADERS },
  });
}
