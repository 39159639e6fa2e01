import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

test.each<[string, string, string, string[], unknown]>([
  [
    'vercel.json',
    'right',
    '{"headers":[{"source":"/api/(.*)","headers":[{"key":"Access-Control-Allow-Origin","value":"https://a.example.org"}]}]}',
    [],
    ['https://a.example.org'],
  ],
  [
    'vercel.json',
    'two origins in one header',
    '{"headers":[{"source":"/","headers":[{"key":"Access-Control-Allow-Origin","value":"https://a.example.org, https://b.example.org"}]}]}',
    ['broken origin-never-matches 1'],
    [],
  ],
  [
    'vercel.json',
    'a comma is missing',
    '{"headers":[{"source":"/"\n"headers":[{"key":"Access-Control-Allow-Origin","value":"*"}]}]}',
    ['broken syntax-error 2'],
    [],
  ],
  [
    'firebase.json',
    'right',
    '{"hosting":{"headers":[{"source":"**","headers":[{"key":"Access-Control-Allow-Origin","value":"*"}]}]}}',
    [],
    '*',
  ],
  ['_headers', 'right', '/*\n  Access-Control-Allow-Origin: *\n', [], '*'],
  [
    '_headers',
    '* with credentials',
    '/*\n  Access-Control-Allow-Origin: *\n  Access-Control-Allow-Credentials: true\n',
    ['broken wildcard-with-credentials 2'],
    '*',
  ],
  [
    'netlify.toml',
    'a path in the origin',
    '[[headers]]\n  for = "/*"\n  [headers.values]\n    Access-Control-Allow-Origin = "https://a.example.org/app"\n',
    ['broken origin-never-matches 4'],
    [],
  ],
  ['_redirects', 'headers', '/a /b\n/*\n  Access-Control-Allow-Origin: *\n', ['broken headers-in-redirects 2'], []],
  ['staticwebapp.config.json', 'global headers', '{"globalHeaders":{"Access-Control-Allow-Origin":"*"}}', [], '*'],
  [
    'staticwebapp.config.json',
    'headers for functions',
    '{"routes":[{"route":"/api/*","headers":{"Access-Control-Allow-Origin":"*"}}]}',
    ['broken headers-not-for-functions 1'],
    [],
  ],
  [
    'local.settings.json',
    'right',
    '{"Host":{"CORS":"http://localhost:3000","CORSCredentials":true}}',
    [],
    ['http://localhost:3000'],
  ],
  [
    'web.config',
    'right',
    '<configuration><customHeaders>\n<add name="Access-Control-Allow-Origin" value="https://a.example.org" />\n</customHeaders></configuration>',
    [],
    ['https://a.example.org'],
  ],
  [
    'web.config',
    'the IIS module',
    '<cors enabled="true"><add origin="*" allowCredentials="true" /></cors>',
    ['insecure any-origin-with-credentials 1'],
    '* (echoed)',
  ],
  [
    'cors.json',
    'S3: right',
    '[{"AllowedOrigins":["https://*.example.org"],"AllowedMethods":["GET"]}]',
    [],
    ['https://*.example.org'],
  ],
  [
    'cors.json',
    'S3: OPTIONS is rejected',
    '[{"AllowedOrigins":["*"],\n"AllowedMethods":["GET","OPTIONS"]}]',
    ['broken options-as-method 2'],
    [],
  ],
  [
    'cors.xml',
    'S3: a slash',
    '<CORSRule>\n<AllowedOrigin>https://a.example.org/</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>',
    ['broken origin-never-matches 2'],
    [],
  ],
  [
    'gcs.json',
    'GCS: right',
    '[{"origin":["https://a.example.org"],"method":["GET"],"responseHeader":["Content-Type"],"maxAgeSeconds":60}]',
    [],
    ['https://a.example.org'],
  ],
])('%s: %s', async (path, _, text, hard, origins) => {
  const result = await linted({ [path]: text });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test.each<[string, string, string[], unknown]>([
  [
    'exact origins',
    'quarkus.http.cors.enabled=true\nquarkus.http.cors.origins=https://a.example.org',
    [],
    ['https://a.example.org'],
  ],
  [
    'a pattern for the whole origin',
    'quarkus.http.cors.enabled=true\nquarkus.http.cors.origins=/https://([a-z]+\\.)?example\\.org/',
    [],
    ['re:https://([a-z]+\\.)?example\\.org'],
  ],
  ['no origins', 'quarkus.http.cors.enabled=true', ['broken origins-missing 1'], []],
  [
    '* with credentials is echoed',
    'quarkus.http.cors.enabled=true\nquarkus.http.cors.origins=*\nquarkus.http.cors.access-control-allow-credentials=true',
    ['insecure any-origin-with-credentials 2'],
    '* (echoed)',
  ],
])('Quarkus: %s', async (_, text, hard, origins) => {
  const result = await linted({ 'src/main/resources/application.properties': text });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test('Spring Cloud Gateway: * with credentials throws, in YAML and in properties', async () => {
  const yaml = await linted({
    'application.yml': `
      spring:
        cloud:
          gateway:
            globalcors:
              cors-configurations:
                '[/**]':
                  allowedOrigins: "*"
                  allowCredentials: true`,
  });
  const prefix = 'spring.cloud.gateway.globalcors.cors-configurations.[/**]';
  const properties = await linted({
    'application.properties': `${prefix}.allowed-origins[0]=https://a.example.org\n${prefix}.allowed-origins[1]=https://b.example.org\n${prefix}.allow-credentials=true`,
  });
  expect(hardOf(yaml)).toEqual(['broken star-with-credentials-rejected 7']);
  expect(hardOf(properties)).toEqual([]);
  expect(onlyPolicy(properties)).toMatchObject({
    origins: ['https://a.example.org', 'https://b.example.org'],
    credentials: true,
  });
});

const terraform = (type: string, block: string) =>
  `resource "${type}" "x" {\n  name = "\${var.name}-x" # a comment\n${block}\n}\n`;

test.each<[string, string, string, string[], unknown]>([
  [
    'S3',
    'aws_s3_bucket_cors_configuration',
    'cors_rule {\n  allowed_methods = ["GET"]\n  allowed_origins = ["https://a.example.org"]\n}',
    [],
    ['https://a.example.org'],
  ],
  [
    'API Gateway',
    'aws_apigatewayv2_api',
    'cors_configuration {\n  allow_origins = ["*"]\n  allow_credentials = true\n}',
    ['broken star-with-credentials-rejected 4'],
    [],
  ],
  [
    'a function URL',
    'aws_lambda_function_url',
    'cors {\n  allow_credentials = true\n  allow_origins = ["*"]\n}',
    ['insecure any-origin-with-credentials 5'],
    '* (echoed)',
  ],
  [
    'GCS',
    'google_storage_bucket',
    'cors {\n  origin = ["https://a.example.org/"]\n  method = ["GET"]\n}',
    ['broken origin-never-matches 4'],
    [],
  ],
  [
    'CloudFront',
    'aws_cloudfront_response_headers_policy',
    'cors_config {\n  access_control_allow_credentials = false\n  access_control_allow_origins { items = ["https://a.example.org"] }\n  access_control_allow_methods { items = ["GET"] }\n}',
    [],
    ['https://a.example.org'],
  ],
  [
    'an app of Azure',
    'azurerm_linux_web_app',
    'site_config {\n  cors {\n    allowed_origins = ["https://a.example.org"]\n    support_credentials = true\n  }\n}',
    [],
    ['https://a.example.org'],
  ],
  [
    'an ingress',
    'kubernetes_ingress_v1',
    'metadata {\n  annotations = {\n    "nginx.ingress.kubernetes.io/enable-cors" = "true"\n  }\n}',
    ['broken wildcard-with-credentials 5'],
    '*',
  ],
])('Terraform: %s', async (_, type, block, hard, origins) => {
  const result = await linted({ 'infra/main.tf': terraform(type, block) });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test('Terraform: a variable is unknown, with its name', async () => {
  const result = await linted({
    'main.tf': terraform('aws_apigatewayv2_api', 'cors_configuration {\n  allow_origins = var.origins\n}'),
  });
  expect(result.policies[0]).toMatchObject({ policy: null, unknownBecause: expect.stringContaining('var.origins') });
});

const template = (properties: string, type = 'AWS::Serverless::Api') =>
  `Resources:\n  Api:\n    Type: ${type}\n    Properties:\n${properties.replace(/^/gm, '      ')}\n`;

test('SAM: a value without single quotes is rejected', async () => {
  const result = await linted({
    'template.yaml': template("Cors:\n  AllowOrigin: '*'\n  AllowHeaders: \"'authorization'\""),
  });
  expect(hardOf(result)).toEqual(['broken value-not-quoted 6']);
});

test('SAM: the function must send the header itself', async () => {
  const result = await linted({ 'template.yaml': template('Cors: "\'https://a.example.org\'"') });
  expect(shownOf(result)).toEqual(['fragile headers-missing 5', 'fragile lambda-sets-no-header 5']);
  expect(onlyPolicy(result)).toMatchObject({ origins: ['https://a.example.org'] });
});

test('CloudFormation: an HTTP API rejects * with credentials', async () => {
  const result = await linted({
    'template.yaml': template(
      'CorsConfiguration:\n  AllowOrigins: ["*"]\n  AllowCredentials: true',
      'AWS::ApiGatewayV2::Api',
    ),
  });
  expect(hardOf(result)).toEqual(['broken star-with-credentials-rejected 6']);
});

test('serverless.yml: cors: true allows every origin', async () => {
  const result = await linted({
    'serverless.yml':
      'functions:\n  list:\n    events:\n      - http:\n          path: users\n          method: post\n          cors: true\n',
  });
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({ origins: '*', methods: ['POST'] });
});
