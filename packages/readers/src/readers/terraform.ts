import { constantPolicy, type WrittenHeader } from '../read/constant-headers.js';
import { gatewayCors } from '../read/gateway-cors.js';
import { blocksOf, type HclBlock, readHcl } from '../read/hcl.js';
import { isAnnotated, readAnnotations } from '../read/ingress-annotations.js';
import { eachFile, joined, NOTHING_READ, type PolicyReading, type Reader, type Reading } from '../read/reading.js';
import { s3Rules } from '../read/s3-rules.js';
import type { SourceFile } from '../read/source-file.js';
import { trap } from '../read/trap.js';
import { below, entriesOf, entryOf, textOf, type Value } from '../read/value.js';

export const terraform: Reader = {
  id: 'terraform',
  layer: 'platform',
  files: /\.(?:tf|tofu|hcl)$/,
  marks: [/\bcors|access[-_]control[-_]/i],
  read: eachFile((file) => joined(readHcl(file).blocks.map((block) => readBlock(block, file)))),
};

function readBlock(block: HclBlock, file: SourceFile): Reading {
  if (block.type === 'data' && block.labels[0] === 'aws_cloudfront_response_headers_policy')
    return managedPolicy(block);
  if (block.type !== 'resource') return NOTHING_READ;
  switch (block.labels[0]) {
    case 'aws_s3_bucket_cors_configuration':
    case 'aws_s3_bucket':
      return s3Rules(
        'aws-s3',
        blocksOf(block, 'cors_rule').map(({ attributes }) => attributes),
      );
    case 'aws_apigatewayv2_api':
      return each(blocksOf(block, 'cors_configuration'), ({ attributes, at }) =>
        gatewayCors(attributes, {
          stack: 'aws-api-gateway-http',
          at,
          starWithCredentials: 'rejected',
          starHeaders: 'sent',
        }),
      );
    case 'aws_lambda_function_url':
      return each(blocksOf(block, 'cors'), ({ attributes, at }) =>
        gatewayCors(attributes, { stack: 'aws-lambda-url', at, starWithCredentials: 'echoed', starHeaders: 'sent' }),
      );
    case 'google_storage_bucket':
      return each(blocksOf(block, 'cors'), ({ attributes, at }) =>
        gatewayCors(attributes, { stack: 'gcs', at, starWithCredentials: 'sent', starHeaders: 'echoed' }),
      );
    case 'azurerm_storage_account':
      return each(
        [...blocksOf(block, 'blob_properties', 'cors_rule'), ...blocksOf(block, 'queue_properties', 'cors_rule')],
        ({ attributes, at }) =>
          gatewayCors(attributes, { stack: 'terraform', at, starWithCredentials: 'sent', starHeaders: 'echoed' }),
      );
    case 'aws_cloudfront_response_headers_policy':
      return each(blocksOf(block, 'cors_config'), cloudfront);
    case 'aws_api_gateway_integration_response':
    case 'aws_api_gateway_gateway_response':
      return restHeaders(block);
    default:
      if (/^azurerm_.*(?:web_app|function_app|app_service)/.test(block.labels[0] ?? ''))
        return each(blocksOf(block, 'site_config', 'cors'), ({ attributes, at }) =>
          gatewayCors(attributes, {
            stack: 'azure-app-service',
            at,
            starWithCredentials: 'rejected',
            starHeaders: 'echoed',
            otherwise: { methods: '* (echoed)', headers: '* (echoed)' },
          }),
        );
      return each(blocksOf(block, 'metadata'), ({ attributes }) => {
        const annotations = entriesOf(below(attributes, 'annotations'));
        return isAnnotated(annotations) ? readAnnotations(annotations) : NOTHING_READ;
      });
  }

  function each(blocks: readonly HclBlock[], read: (block: HclBlock) => Reading): Reading {
    return file.text.length > 0 ? joined(blocks.map(read)) : NOTHING_READ;
  }
}

/** Amazon's own policies, by name. */
function managedPolicy({ attributes }: HclBlock): Reading {
  const name = entryOf(attributes, 'name');
  const text = textOf(name?.value) ?? '';
  if (!name || !/^Managed-.*(?:CORS|Cors)/.test(text)) return NOTHING_READ;
  const at = name.value.at;
  const written = (header: string, value: string): WrittenHeader => ({
    name: header,
    value: { kind: 'text', text: value, at },
  });
  const withPreflight = /Preflight/i.test(text);
  const policy = constantPolicy({
    stack: 'aws-cloudfront',
    at,
    headers: [
      written('Access-Control-Allow-Origin', '*'),
      ...(withPreflight
        ? [
            written('Access-Control-Allow-Methods', 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'),
            written('Access-Control-Expose-Headers', '*'),
          ]
        : []),
    ],
    preflight: withPreflight ? 'upstream' : 'files',
  });
  return { policies: policy ? [policy] : [], traps: [] };
}

/** Lists stand in blocks with `items`. */
function cloudfront(block: HclBlock): Reading {
  const items = (name: string): Value | undefined => below(blocksOf(block, name)[0]?.attributes, 'items');
  const entry = (key: string, value: Value | undefined) => (value ? [{ key, keyAt: value.at, value }] : []);
  const own = (name: string) => below(block.attributes, name);
  const settings: Value = {
    kind: 'map',
    at: block.at,
    entries: [
      ...entry('AllowOrigins', items('access_control_allow_origins')),
      ...entry('AllowMethods', items('access_control_allow_methods')),
      ...entry('AllowHeaders', items('access_control_allow_headers')),
      ...entry('ExposeHeaders', items('access_control_expose_headers')),
      ...entry('AllowCredentials', own('access_control_allow_credentials')),
      ...entry('MaxAge', own('access_control_max_age_sec')),
    ],
  };
  return gatewayCors(settings, {
    stack: 'aws-cloudfront',
    at: block.at,
    starWithCredentials: 'rejected',
    starHeaders: 'sent',
  });
}

/** Values that API Gateway takes without single quotes: references and booleans, besides what has them. */
const VALID = /^'.*'$|^(?:integration|context|method|stageVariables)\.|^(?:true|false)$/;

/** `"method.response.header.Access-Control-Allow-Origin" = "'*'"` */
function restHeaders({ attributes, at }: HclBlock): Reading {
  const parameters = entriesOf(below(attributes, 'response_parameters'));
  const headers = parameters.flatMap(({ key, value }): WrittenHeader[] => {
    const [, name] = /header\.([\w-]+)$/.exec(key) ?? [];
    const text = textOf(value);
    if (name === undefined || !/^access-control-/i.test(name)) return [];
    return [
      {
        name,
        value: text === undefined ? value : { kind: 'text', text: text.replace(/^'(.*)'$/, '$1'), at: value.at },
      },
    ];
  });
  const policy: PolicyReading | undefined = constantPolicy({
    stack: 'aws-api-gateway-rest',
    at,
    headers,
    preflight: 'self',
  });
  const bare = parameters.filter(({ key, value }) => {
    const text = /header\.access-control-/i.test(key) ? textOf(value) : undefined;
    return text !== undefined && !VALID.test(text);
  });
  return {
    policies: policy ? [policy] : [],
    traps: bare.map(({ value }) => trap('value-not-quoted', value.at, { stack: 'aws-api-gateway-rest' })),
  };
}
