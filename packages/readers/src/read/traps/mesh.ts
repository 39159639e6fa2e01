import type { TrapTable } from '../trap-words.js';

/** Of Traefik, Gateway API, Istio, Envoy and Kong. */
export const meshTraps = {
  'headers-without-origin': {
    level: 'no-effect',
    message: 'No origin is allowed here, so the allowed headers and methods do nothing.',
    why: 'Without Access-Control-Allow-Origin browsers block the response whatever else it says.',
  },
  'cors-is-not-a-list': {
    level: 'broken',
    message: 'cors must be an object, not a list.',
    why: 'The API server rejects the resource, so nothing of it applies.',
  },
  'prefix-star': {
    level: 'fragile',
    message: 'prefix "*" is meant literally: no origin begins with a star.',
    why: 'It allows every origin only because Envoy also tries each pattern on *. Write exact: "*", or list the origins.',
  },
  'deprecated-field': {
    level: 'fragile',
    message: 'This key is deprecated.',
    why: 'Newer versions ignore or reject it.',
  },
  'cors-policy-without-route': {
    level: 'broken',
    message: 'This entry of http has a corsPolicy but no route, so Istio rejects the file.',
    why: 'corsPolicy belongs beside the route that it is for.',
  },
  'v2-api-removed': {
    level: 'broken',
    message: 'Envoy doesn’t start with this: it has no v2 API since 1.18.',
    why: 'Use the v3 names, such as envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.',
  },
  'filter-without-typed-config': {
    level: 'broken',
    message: 'Envoy doesn’t start with this: every HTTP filter needs typed_config since 1.22.',
    why: 'Give each filter its typed_config with @type.',
  },
  'cors-filter-missing': {
    level: 'broken',
    message: 'This cors policy is not used: http_filters has no envoy.filters.http.cors.',
    why: 'The filter adds the headers; without it no response has any.',
  },
  'grpc-status-not-exposed': {
    level: 'broken',
    message: 'gRPC-Web pages can’t read grpc-status and grpc-message: they are not exposed.',
    why: 'Name them in expose_headers; without them the client sees neither success nor failure.',
  },
} as const satisfies TrapTable;
