import { expect, test } from 'vitest';
import { hardOf, linted, shownOf } from '../linted.js';

const stack = (body: string) =>
  linted({
    'lib/stack.ts': `import * as cdk from 'aws-cdk-lib';\nimport * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';\n${body}\n`,
  });

test('a REST API, an HTTP API and a bucket are read', async () => {
  const result = await stack(`
new apigateway.RestApi(this, 'A', { defaultCorsPreflightOptions: { allowOrigins: ['https://a.example.com'], allowCredentials: true } });
new apigwv2.HttpApi(this, 'B', { corsPreflight: { allowOrigins: ['https://b.example.com'], allowMethods: [apigwv2.CorsHttpMethod.GET, apigwv2.CorsHttpMethod.PUT], maxAge: cdk.Duration.hours(1) } });
new s3.Bucket(this, 'C', { cors: [{ allowedOrigins: ['https://c.example.com'], allowedMethods: [s3.HttpMethods.PUT], allowedHeaders: ['*'] }] });`);
  expect(hardOf(result)).toEqual([]);
  expect(result.policies.map(({ policy }) => policy)).toMatchObject([
    { origins: ['https://a.example.com'], credentials: true },
    { origins: ['https://b.example.com'], methods: expect.arrayContaining(['PUT']), maxAge: 3600 },
    { origins: ['https://c.example.com'], requestHeaders: '* (echoed)' },
  ]);
});

test('a function behind a proxy integration must send the header itself', async () => {
  const result = await stack(`const i = new apigateway.LambdaIntegration(fn);
new apigateway.RestApi(this, 'A', { defaultCorsPreflightOptions: { allowOrigins: apigateway.Cors.ALL_ORIGINS } });`);
  expect(shownOf(result)).toEqual(['fragile lambda-sets-no-header 3']);
});

test('a trailing slash never matches', async () => {
  const result = await stack("api.root.addCorsPreflight({ allowOrigins: ['https://a.example.com/'] });");
  expect(hardOf(result)).toEqual(['broken origin-never-matches 3']);
});
