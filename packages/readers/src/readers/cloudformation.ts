import { gatewayCors } from '../read/gateway-cors.js';
import { readJson } from '../read/json.js';
import { eachFile, joined, NOTHING_READ, type Reader, type Reading } from '../read/reading.js';
import { s3Rules } from '../read/s3-rules.js';
import type { SourceFile } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { below, type Entry, entriesOf, entryOf, itemsOf, textOf, type Value } from '../read/value.js';
import { readYaml } from '../read/yaml.js';

/** Also AWS SAM and the resources of serverless.yml. */
export const cloudformation: Reader = {
  id: 'cloudformation',
  layer: 'platform',
  files: /\.(?:ya?ml|json|template)$/,
  marks: [/AWS::(?:Serverless|ApiGateway|S3|Lambda|CloudFront)/, /\bCors/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const { documents } = file.path.endsWith('.json') ? readJson(file) : readYaml(file);
  return joined(
    documents.map((document) => {
      const resources = below(document, 'Resources') ?? below(document, 'resources', 'Resources');
      return joined([...entriesOf(resources).map(({ value }) => readResource(value, document)), globals(document)]);
    }),
  );
}

function readResource(resource: Value, document: Value): Reading {
  const properties = below(resource, 'Properties');
  const http = { stack: 'aws-api-gateway-http', starWithCredentials: 'rejected', starHeaders: 'sent' } as const;
  switch (textOf(below(resource, 'Type'))) {
    case 'AWS::S3::Bucket':
      return s3Rules('aws-s3', itemsOf(below(properties, 'CorsConfiguration', 'CorsRules')));
    case 'AWS::ApiGatewayV2::Api':
    case 'AWS::Serverless::HttpApi': {
      const cors = entryOf(properties, 'CorsConfiguration');
      return cors ? gatewayCors(cors.value, { ...http, at: cors.keyAt }) : NOTHING_READ;
    }
    case 'AWS::Serverless::Api': {
      const cors = entryOf(properties, 'Cors');
      return cors ? restApi(cors, methodsOf(document)) : NOTHING_READ;
    }
    case 'AWS::Lambda::Url':
    case 'AWS::Serverless::Function': {
      const cors = entryOf(properties, 'Cors') ?? entryOf(below(properties, 'FunctionUrlConfig'), 'Cors');
      if (!cors) return NOTHING_READ;
      return gatewayCors(cors.value, {
        stack: 'aws-lambda-url',
        at: cors.keyAt,
        starWithCredentials: 'echoed',
        starHeaders: 'sent',
      });
    }
    case 'AWS::CloudFront::ResponseHeadersPolicy':
      return cloudfront(below(properties, 'ResponseHeadersPolicyConfig', 'CorsConfig'));
    default:
      return NOTHING_READ;
  }
}

function globals(document: Value): Reading {
  const cors = entryOf(below(document, 'Globals', 'Api'), 'Cors');
  return cors ? restApi(cors, methodsOf(document)) : NOTHING_READ;
}

/** The methods of the events that the template names. */
function methodsOf(document: Value): readonly string[] {
  const methods = entriesOf(below(document, 'Resources')).flatMap(({ value }) =>
    entriesOf(below(value, 'Properties', 'Events')).map((event) =>
      textOf(below(event.value, 'Properties', 'Method'))?.toUpperCase(),
    ),
  );
  return [...new Set(methods.filter((one) => one !== undefined))].filter((one) => one !== 'ANY');
}

/** SAM's `Cors` of a REST API: the responses to OPTIONS only, with values in single quotes. */
function restApi({ value: cors, keyAt }: Entry, events: readonly string[]): Reading {
  const traps: Trap[] = [];
  const stack = 'aws-api-gateway-rest';
  const settings: Value =
    cors.kind === 'map' ? cors : { kind: 'map', entries: [{ key: 'AllowOrigin', keyAt, value: cors }], at: cors.at };
  const unquoted = (entry: Entry): Entry => {
    const text = textOf(entry.value);
    if (text === undefined || entry.value.kind !== 'text') return entry;
    if (!/^'.*'$/s.test(text)) traps.push(trap('value-not-quoted', entry.value.at, { stack }));
    const inner = text.replace(/^'(.*)'$/s, '$1');
    const items = inner.split(',').map((one) => ({ kind: 'text', text: one.trim(), at: entry.value.at }) as const);
    const isOrigin = entry.key === 'AllowOrigin';
    return {
      ...entry,
      value: isOrigin ? { ...entry.value, text: inner } : { kind: 'list', items, at: entry.value.at },
    };
  };
  const written: Value = { ...settings, entries: entriesOf(settings).map(unquoted) };
  const origin = entryOf(written, 'AllowOrigin');
  if (!origin) return NOTHING_READ;
  const reading = gatewayCors(written, {
    stack,
    at: keyAt,
    starWithCredentials: 'sent',
    starHeaders: 'sent',
    otherwise: { methods: events },
  });
  if (!entryOf(written, 'AllowHeaders')) traps.push(trap('headers-missing', origin.value.at, { stack }));
  return {
    policies: reading.policies.map((one) => ({
      ...one,
      originHeader: 'constant',
      errors: false,
      ...(events.length > 0 && { routes: events.includes('GET') ? [...events, 'HEAD'] : events }),
    })),
    traps: [...reading.traps, ...traps, trap('lambda-sets-no-header', origin.value.at, { stack })],
  };
}

/** Lists stand in `Items`. */
function cloudfront(config: Value | undefined): Reading {
  if (!config) return NOTHING_READ;
  const rename: Readonly<Record<string, string>> = {
    AccessControlAllowOrigins: 'AllowOrigins',
    AccessControlAllowMethods: 'AllowMethods',
    AccessControlAllowHeaders: 'AllowHeaders',
    AccessControlExposeHeaders: 'ExposeHeaders',
    AccessControlAllowCredentials: 'AllowCredentials',
    AccessControlMaxAgeSec: 'MaxAge',
  };
  const entries = entriesOf(config).flatMap(({ key, keyAt, value }) =>
    rename[key] === undefined ? [] : [{ key: rename[key], keyAt, value: below(value, 'Items') ?? value }],
  );
  const settings: Value = { kind: 'map', entries, at: config.at };
  return gatewayCors(settings, {
    stack: 'aws-cloudfront',
    at: config.at,
    starWithCredentials: 'rejected',
    starHeaders: 'sent',
  });
}
