import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy } from '../linted.js';

const middleware = (settings: string) => `
http:
  middlewares:
    cors:
      headers:
        addVaryHeader: true
${settings.replace(/^/gm, '        ')}`;

test.each<[string, string, string[], unknown]>([
  [
    'exact origins',
    'accessControlAllowOriginList: [https://a.example.org]\naccessControlAllowCredentials: true',
    [],
    ['https://a.example.org'],
  ],
  [
    '* with credentials',
    'accessControlAllowOriginList: ["*"]\naccessControlAllowCredentials: true',
    ['broken wildcard-with-credentials 6'],
    '*',
  ],
  [
    'a pattern without its end',
    'accessControlAllowCredentials: true\naccessControlAllowOriginListRegex: ["^https://a\\\\.example\\\\.org"]',
    ['insecure pattern-too-wide 7'],
    ['re:^https://a\\.example\\.org'],
  ],
])('Traefik: %s', async (_, settings, hard, origins) => {
  const result = await linted({ 'traefik/dynamic.yml': middleware(settings) });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test('Traefik: labels of a container are a middleware', async () => {
  const result = await linted({
    'compose.yml': `
      services:
        app:
          labels:
            traefik.http.middlewares.c.headers.accesscontrolalloworiginlist: https://a.example.org,https://b.example.org/
            traefik.http.middlewares.c.headers.accesscontrolallowmethods: PUT`,
  });
  expect(hardOf(result)).toEqual(['broken origin-never-matches 4']);
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://a.example.org'],
    methods: ['GET', 'HEAD', 'POST', 'PUT'],
  });
});

const route = (cors: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
spec:
  rules:
  - filters:
    - type: CORS
      cors:
${cors.replace(/^/gm, '        ')}`;

test.each<[string, string, string[], unknown]>([
  [
    'exact origins',
    'allowOrigins: ["https://a.example.org", "https://*.b.example.org"]\nallowCredentials: true',
    [],
    ['https://a.example.org', 'https://*.b.example.org'],
  ],
  ['* is sent without credentials', 'allowOrigins: ["*"]', [], '*'],
  [
    '* is echoed with credentials',
    'allowOrigins: ["*"]\nallowCredentials: true',
    ['insecure any-origin-with-credentials 8'],
    '* (echoed)',
  ],
  [
    'everyone under a hosting suffix',
    'allowCredentials: true\nallowOrigins:\n- "https://*.pages.dev"',
    ['insecure hosting-suffix 10'],
    ['https://*.pages.dev'],
  ],
])('Gateway API: %s', async (_, cors, hard, origins) => {
  const result = await linted({ 'route.yaml': route(cors) });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test('Gateway API: a file that is not YAML is rejected', async () => {
  const result = await linted({ 'route.yaml': route('allowOrigins:\n- *') });
  expect(hardOf(result)).toEqual(['broken syntax-error 9']);
  expect(onlyPolicy(result)).toMatchObject({ origins: [] });
});

const service = (policy: string, rest = '    route: [{ destination: { host: app } }]') => `
apiVersion: networking.istio.io/v1
kind: VirtualService
spec:
  http:
  - corsPolicy:
${policy.replace(/^/gm, '      ')}
${rest}`;

test.each<[string, string, string[], unknown]>([
  [
    'exact',
    'allowOrigins: [{ exact: https://a.example.org }]\nallowCredentials: true\nmaxAge: 1h',
    [],
    ['https://a.example.org'],
  ],
  [
    '* is echoed',
    'allowOrigins: [{ exact: "*" }]\nallowCredentials: true',
    ['insecure any-origin-with-credentials 6'],
    '* (echoed)',
  ],
  [
    'a prefix has no end',
    'allowCredentials: true\nallowOrigins:\n- prefix: https://a.example.org',
    ['insecure pattern-too-wide 8'],
    ['https://a.example.org*'],
  ],
  [
    'a regular expression is anchored',
    'allowCredentials: true\nallowOrigins:\n- regex: https://[a-z]+\\.example\\.org',
    [],
    ['re:https://[a-z]+\\.example\\.org'],
  ],
])('Istio: %s', async (_, policy, hard, origins) => {
  const result = await linted({ 'vs.yaml': service(policy) });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test('Istio: a policy without a route is rejected', async () => {
  const result = await linted({ 'vs.yaml': service('allowOrigins: [{ exact: "*" }]', '') });
  expect(hardOf(result)).toEqual(['broken cors-policy-without-route 5']);
});

const envoy = (filters: string, cors: string) => `
http_filters: ${filters}
route_config:
  virtual_hosts:
  - cors:
${cors.replace(/^/gm, '      ')}`;

test('Envoy: a policy without the filter does nothing', async () => {
  const result = await linted({
    'envoy.yaml': envoy(
      '[{ name: envoy.filters.http.router, typed_config: {} }]',
      'allow_origin_string_match: [{ exact: https://a.example.org }]',
    ),
  });
  expect(hardOf(result)).toEqual(['broken cors-filter-missing 5']);
});

test('Envoy: every filter needs typed_config', async () => {
  const result = await linted({
    'envoy.yaml': envoy(
      '[{ name: envoy.filters.http.cors }]',
      'allow_origin_string_match: [{ exact: https://a.example.org }]',
    ),
  });
  expect(hardOf(result)).toEqual(['broken filter-without-typed-config 1']);
  expect(onlyPolicy(result)).toMatchObject({ origins: [] });
});

test.each<[string, string, string[], unknown]>([
  [
    'exact origins',
    'origins: [https://a.example.org, https://b.example.org]\ncredentials: true',
    [],
    ['https://a.example.org', 'https://b.example.org'],
  ],
  ['* without credentials', 'origins: ["*"]', [], '*'],
  ['* is echoed with credentials', 'credentials: true', ['insecure any-origin-with-credentials 3'], '* (echoed)'],
  [
    'a pattern that anything can follow',
    'credentials: true\norigins:\n- https://.*\\.example\\.org',
    ['insecure pattern-too-wide 7'],
    ['re:https://.*\\.example\\.org'],
  ],
])('Kong: %s', async (_, config, hard, origins) => {
  const result = await linted({
    'kong.yml': `_format_version: "3.0"\nplugins:\n- name: cors\n  config:\n${config.replace(/^/gm, '    ')}\n`,
  });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});
