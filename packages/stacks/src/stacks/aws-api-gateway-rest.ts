import { type CorsHeader, originHeaders, preflightHeaders, varyNames } from '../cors-headers.js';
import { text, yaml } from '../data-text.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const awsApiGatewayRest: Stack = {
  id: 'aws-api-gateway-rest',
  title: 'Amazon API Gateway, REST API',
  role: 'platform',
  canProxy: true,
  before: ['aws-api-gateway-http'],
  detect: (exchange) => [
    ...headerMark(exchange, 'x-amz-apigw-id', /./),
    ...headerMark(exchange, 'x-amzn-errortype', /^(MissingAuthenticationToken|Unauthorized|Forbidden)Exception/),
    ...bodyMark(exchange, /^\{"message":"(Missing Authentication Token|Internal server error)"\}$/),
  ],
  limits: { name: 'A template of API Gateway', names: /^[^']+$/ },
  render(policy) {
    return {
      files: [
        {
          path: 'openapi.yaml',
          language: 'yaml',
          where: 'under each path, beside get: and post:',
          code: optionsMethod(policy),
        },
        {
          path: 'openapi.yaml',
          language: 'yaml',
          where: 'at the top level',
          code: gatewayResponses(policy),
        },
      ],
      steps: [
        'Let the app behind a proxy integration set Access-Control-Allow-Origin on its own responses: API Gateway adds nothing to them.',
        'aws apigateway put-rest-api --rest-api-id $API_ID --mode merge --body fileb://openapi.yaml',
        'aws apigateway create-deployment --rest-api-id $API_ID --stage-name $STAGE',
      ],
      pitfalls: [
        'Nothing changes before the stage is deployed.',
        'OPTIONS needs no authorizer and no API key: exclude it from a default authorizer (AddDefaultAuthorizerToCorsPreflight: false in SAM).',
        '403 “Missing Authentication Token” means that there is no such path or method, not that a token is missing.',
        'With binary media types */* the OPTIONS integration needs contentHandling: CONVERT_TO_TEXT.',
        ...(splitOrigins(policy.origins).exact.length === 1 || policy.origins === '*'
          ? []
          : [
              'The gateway’s own responses (401, 403, 429, 5XX) use no template and name only the first origin: other origins can’t read them.',
            ]),
      ],
      verified: 'documented',
    };
  },
};

/** A mock integration responds; its template sets the headers, since only a template can compare the origin. */
function optionsMethod(policy: RenderedPolicy): string {
  const vary = varyNames(policy).join(', ');
  return yaml(
    'options:',
    '  responses:',
    '    "204":',
    '      description: preflight',
    '  x-amazon-apigateway-integration:',
    '    type: mock',
    '    requestTemplates:',
    `      application/json: '{"statusCode": 204}'`,
    '    responses:',
    '      default:',
    '        statusCode: "204"',
    '        responseTemplates:',
    '          application/json: |',
    `            #set($origin = $input.params().header.get("Origin"))`,
    '            #if(!$origin)#set($origin = $input.params().header.get("origin"))#end',
    vary !== '' && `            #set($context.responseOverride.header.Vary = "${vary}")`,
    `            #if(${allowing(policy)})`,
    ...[...originHeaders(policy), ...preflightHeaders(policy)].map((header) => `            ${override(header)}`),
    '            #end',
  );
}

/** In double quotes, `$` starts a reference and `#` a directive; in single quotes, VTL ignores both. */
function override({ name, value }: CorsHeader): string {
  const source =
    'echo' in value
      ? value.echo === 'Origin'
        ? '$origin'
        : `$input.params().header.get("${value.echo}")`
      : `'${value.text}'`;
  return `#set($context.responseOverride.header.${name} = ${source})`;
}

function allowing({ origins }: RenderedPolicy): string {
  if (origins === '*') return 'true';
  const { exact, patterns } = splitOrigins(origins);
  return [
    ...exact.map((origin) => `$origin == "${origin}"`),
    ...patterns.map((pattern) => `$origin.matches('${originRegex(pattern)}')`),
  ].join(' || ');
}

function gatewayResponses(policy: RenderedPolicy): string {
  const [first] = policy.origins === '*' ? ['*'] : splitOrigins(policy.origins).exact;
  if (first === undefined) return 'x-amazon-apigateway-gateway-responses: {}';
  const parameter = (name: string, value: string) => `      gatewayresponse.header.${name}: ${text(`'${value}'`)}`;
  return yaml(
    'x-amazon-apigateway-gateway-responses:',
    ...['DEFAULT_4XX', 'DEFAULT_5XX'].flatMap((type) => [
      `  ${type}:`,
      '    responseParameters:',
      parameter('Access-Control-Allow-Origin', first),
      ...(policy.credentials ? [parameter('Access-Control-Allow-Credentials', 'true')] : []),
      ...(policy.origins === '*' ? [] : [parameter('Vary', 'Origin')]),
    ]),
  );
}
