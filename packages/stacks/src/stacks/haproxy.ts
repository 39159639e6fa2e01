import {
  CORS_HEADERS,
  type CorsHeader,
  exposeHeaders,
  originHeaders,
  preflightHeaders,
  varyNames,
} from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { bodyMark, type RenderedPolicy, type Stack } from '../stack.js';

export const haproxy: Stack = {
  id: 'haproxy',
  title: 'HAProxy',
  role: 'proxy',
  detect: (exchange) =>
    bodyMark(exchange, /^<html><body><h1>\d{3} [A-Z][^<]{0,40}<\/h1>\n[^<]{0,200}\n<\/body><\/html>\n$/),
  render: (policy) => ({
    files: [
      {
        path: '/etc/haproxy/haproxy.cfg',
        language: 'haproxy',
        where: 'first in the frontend section, above every other http-request and redirect',
        code: frontend(policy),
      },
    ],
    steps: [
      'Remove every other rule of this frontend and of its backends that sets Access-Control-… or responds to OPTIONS.',
      'haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy',
    ],
    pitfalls: [
      'http-response rules do not apply to HAProxy’s own responses (errors, return, redirect); http-after-response rules do.',
      'The request is no longer available in the response rules: store what is needed in a txn variable.',
      'set-header replaces the upstream’s line, add-header would put a second one beside it.',
    ],
    verified: 'real-server',
    version: 'HAProxy 2.6.12',
  }),
};

function frontend(policy: RenderedPolicy): string {
  const allowed = 'cors_allowed';
  const set = (when: string) => (one: CorsHeader) =>
    `http-after-response set-header ${one.name} ${value(one)} if ${when}`;
  return [
    'http-request set-var(txn.cors_origin) req.fhdr(Origin)',
    'http-request set-var(txn.cors_preflight) bool(true) if METH_OPTIONS { req.hdr(Access-Control-Request-Method) -m found }',
    ...(echoes(policy) ? ['http-request set-var(txn.cors_headers) req.fhdr(Access-Control-Request-Headers)'] : []),
    ...allowing(policy).map((condition) => `acl ${allowed} ${condition}`),
    'acl cors_preflight var(txn.cors_preflight) -m bool',
    'http-request return status 204 if cors_preflight',
    ...CORS_HEADERS.map((name) => `http-after-response del-header ${name}`),
    ...originHeaders(policy).map(set(allowed)),
    ...exposeHeaders(policy).map(set(`${allowed} !cors_preflight`)),
    ...preflightHeaders(policy).map(set(`${allowed} cors_preflight`)),
    ...varyNames(policy).map((name) => `http-after-response add-header Vary ${name}`),
  ].join('\n');
}

const echoes = (policy: RenderedPolicy): boolean => varyNames(policy).includes('Access-Control-Request-Headers');

/** Lines of one name are alternatives. */
function allowing({ origins }: RenderedPolicy): readonly string[] {
  if (origins === '*') return ['always_true'];
  const { exact, patterns } = splitOrigins(origins);
  return [
    ...exact.map((origin) => `var(txn.cors_origin) -m str ${origin}`),
    ...patterns.map((pattern) => `var(txn.cors_origin) -m reg ${quoted(originRegex(pattern))}`),
  ];
}

/** `%` starts a format. */
function value({ value }: CorsHeader): string {
  if ('text' in value) return quoted(value.text.replaceAll('%', '%%'));
  return value.echo === 'Origin' ? '%[var(txn.cors_origin)]' : '%[var(txn.cors_headers)]';
}

/** In single quotes everything is literal; a single quote is escaped outside. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
