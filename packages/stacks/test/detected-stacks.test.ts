import type { ProbedExchange } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { detectStacks } from '../src/catalogue.js';

const response = (
  headers: Readonly<Record<string, string>>,
  { status = 200, body = '', host = 'api.example.com' } = {},
): ProbedExchange => ({
  request: { kind: 'actual', url: `https://${host}/users`, method: 'GET', headers: [], credentials: false },
  response: { status, headers: Object.entries(headers), httpVersion: '1.1', bodyStart: body, bodyTruncated: false },
  durationMs: 1,
  layer: 'front',
});

/** Responses as these servers and platforms send them. */
test.each<[id: string, exchange: ProbedExchange]>([
  ['nginx', response({ Server: 'nginx/1.22.1' })],
  ['nginx', response({ Server: 'cdn' }, { status: 502, body: '<hr><center>nginx/1.22.1</center>\r\n</body>' })],
  ['apache', response({ Server: 'Apache/2.4.71 (Debian)' })],
  ['caddy', response({ Server: 'Caddy' })],
  [
    'haproxy',
    response(
      {},
      {
        status: 503,
        body: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
      },
    ),
  ],
  ['varnish', response({ 'X-Varnish': '32770 3', Via: '1.1 varnish (Varnish/7.1)' })],
  ['traefik', response({}, { status: 404, body: '404 page not found\n' })],
  ['envoy', response({ server: 'istio-envoy' })],
  ['kong', response({ Via: '1.1 kong/3.9.0' })],
  ['ingress-nginx', response({}, { status: 404, body: 'default backend - 404' })],
  ['cloudflare-rules', response({ server: 'cloudflare', 'cf-ray': '8f1c2d3e4f5a6b7c-FRA' })],
  ['aws-api-gateway-rest', response({}, { status: 403, body: '{"message":"Missing Authentication Token"}' })],
  ['aws-api-gateway-http', response({ 'apigw-requestid': 'JKJaXmPLvHcESHA=' })],
  ['aws-lambda-url', response({}, { host: 'abcdefg.lambda-url.eu-west-1.on.aws' })],
  ['aws-cloudfront', response({ via: '1.1 0123.cloudfront.net (CloudFront)' })],
  ['aws-s3', response({ Server: 'AmazonS3' })],
  ['gcs', response({ 'x-guploader-uploadid': 'ABgVH88' })],
  ['azure-app-service', response({ 'Set-Cookie': 'ARRAffinity=0123;Path=/;HttpOnly' })],
  ['azure-apim', response({}, { host: 'contoso.azure-api.net' })],
  ['vercel', response({ 'x-vercel-id': 'fra1::abcde-1700000000000-0123456789ab' })],
  ['netlify', response({ 'x-nf-request-id': '01JABCDEF' })],
  ['supabase', response({ 'sb-request-id': '0193' })],
  ['firebase', response({ 'function-execution-id': 'abcd' })],
])('%s shows itself', (id, exchange) => {
  expect(detectStacks([exchange]).map((stack) => stack.id)).toContain(id);
});

test('several layers are detected at once, the app before the proxy in front of it', () => {
  const both = detectStacks([response({ 'X-Powered-By': 'Express', Server: 'nginx/1.22.1', via: '1.1 kong/3.9' })]);
  expect(both.map(({ id }) => id)).toEqual(['express', 'nginx', 'kong']);
  expect(both[1]?.evidence).toEqual(['Server: nginx/1.22.1']);
});

test('a server that shows nothing is no stack', () => {
  expect(detectStacks([response({ Server: 'my-own' }, { status: 404, body: 'nothing here' })])).toEqual([]);
});
