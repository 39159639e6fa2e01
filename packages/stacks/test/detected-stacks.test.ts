import type { ProbedExchange } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { detectStacks } from '../src/catalogue.js';

const answer = (
  headers: Readonly<Record<string, string>>,
  { status = 200, body = '', host = 'api.example.com' } = {},
): ProbedExchange => ({
  request: { kind: 'actual', url: `https://${host}/users`, method: 'GET', headers: [], credentials: false },
  response: { status, headers: Object.entries(headers), httpVersion: '1.1', bodyStart: body, bodyTruncated: false },
  durationMs: 1,
  layer: 'front',
});

/** Answers as these servers and platforms give them. */
test.each<[id: string, exchange: ProbedExchange]>([
  ['nginx', answer({ Server: 'nginx/1.22.1' })],
  ['nginx', answer({ Server: 'cdn' }, { status: 502, body: '<hr><center>nginx/1.22.1</center>\r\n</body>' })],
  ['apache', answer({ Server: 'Apache/2.4.71 (Debian)' })],
  ['caddy', answer({ Server: 'Caddy' })],
  [
    'haproxy',
    answer(
      {},
      {
        status: 503,
        body: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
      },
    ),
  ],
  ['varnish', answer({ 'X-Varnish': '32770 3', Via: '1.1 varnish (Varnish/7.1)' })],
  ['traefik', answer({}, { status: 404, body: '404 page not found\n' })],
  ['envoy', answer({ server: 'istio-envoy' })],
  ['kong', answer({ Via: '1.1 kong/3.9.0' })],
  ['ingress-nginx', answer({}, { status: 404, body: 'default backend - 404' })],
  ['cloudflare-rules', answer({ server: 'cloudflare', 'cf-ray': '8f1c2d3e4f5a6b7c-FRA' })],
  ['aws-api-gateway-rest', answer({}, { status: 403, body: '{"message":"Missing Authentication Token"}' })],
  ['aws-api-gateway-http', answer({ 'apigw-requestid': 'JKJaXmPLvHcESHA=' })],
  ['aws-lambda-url', answer({}, { host: 'abcdefg.lambda-url.eu-west-1.on.aws' })],
  ['aws-cloudfront', answer({ via: '1.1 0123.cloudfront.net (CloudFront)' })],
  ['aws-s3', answer({ Server: 'AmazonS3' })],
  ['gcs', answer({ 'x-guploader-uploadid': 'ABgVH88' })],
  ['azure-app-service', answer({ 'Set-Cookie': 'ARRAffinity=0123;Path=/;HttpOnly' })],
  ['azure-apim', answer({}, { host: 'contoso.azure-api.net' })],
  ['vercel', answer({ 'x-vercel-id': 'fra1::abcde-1700000000000-0123456789ab' })],
  ['netlify', answer({ 'x-nf-request-id': '01JABCDEF' })],
  ['supabase', answer({ 'sb-request-id': '0193' })],
  ['firebase', answer({ 'function-execution-id': 'abcd' })],
])('%s shows itself', (id, exchange) => {
  expect(detectStacks([exchange]).map((stack) => stack.id)).toContain(id);
});

test('several layers are recognised at once, the app before what stands in front of it', () => {
  const both = detectStacks([answer({ 'X-Powered-By': 'Express', Server: 'nginx/1.22.1', via: '1.1 kong/3.9' })]);
  expect(both.map(({ id }) => id)).toEqual(['express', 'nginx', 'kong']);
  expect(both[1]?.evidence).toEqual(['Server: nginx/1.22.1']);
});

test('a server that shows nothing is no stack', () => {
  expect(detectStacks([answer({ Server: 'my-own' }, { status: 404, body: 'nothing here' })])).toEqual([]);
});
