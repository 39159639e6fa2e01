import {
  CORS_HEADERS,
  type CorsHeader,
  exposeHeaders,
  originHeaders,
  preflightHeaders,
  varyNames,
} from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const nginx: Stack = {
  id: 'nginx',
  title: 'nginx',
  role: 'proxy',
  before: ['apache'],
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^nginx(\/|$)/),
    ...bodyMark(exchange, /<center>nginx(\/[\d.]+)?<\/center>/),
  ],
  render: (policy) => ({
    files: [
      {
        path: '/etc/nginx/conf.d/cors.conf',
        language: 'nginx',
        where: 'a new file: nginx.conf includes conf.d/*.conf inside http { }',
        code: maps(policy),
      },
      {
        path: '/etc/nginx/sites-enabled/default',
        language: 'nginx',
        where: 'first inside server { }, above every return, rewrite and location',
        code: server(policy),
      },
    ],
    steps: [
      'Remove every other add_header Access-Control-… of this server, and what responds to OPTIONS.',
      'nginx -t && nginx -s reload',
    ],
    pitfalls: [
      'A location with an add_header of its own inherits none from the server: repeat all of them there. The same goes for proxy_hide_header.',
      'Without always, nginx omits a header from 4xx and 5xx responses, and the page sees a CORS error instead.',
      'With fastcgi_pass or uwsgi_pass, use fastcgi_hide_header or uwsgi_hide_header to remove the duplicates.',
    ],
    verified: 'real-server',
    version: 'nginx 1.22.1',
  }),
};

const VARIABLES = {
  'Access-Control-Allow-Origin': '$cors_origin',
  'Access-Control-Allow-Credentials': '$cors_credentials',
  'Access-Control-Expose-Headers': '$cors_expose_headers',
  'Access-Control-Allow-Methods': '$cors_methods',
  'Access-Control-Allow-Headers': '$cors_headers',
  'Access-Control-Max-Age': '$cors_max_age',
} as const;

/** For `http { }`: the value of each header for this request; an empty one is not sent. */
function maps(policy: RenderedPolicy): string {
  const [, ...credentials] = originHeaders(policy);
  const mapOf = (due: string, header: CorsHeader) =>
    map('$cors_due', VARIABLES[header.name], ['default ""', `${due} ${value(header)}`]);
  const blocks = [
    map('$http_origin', '$cors_origin', origins(policy)),
    map('"$request_method:$http_access_control_request_method"', '$cors_preflight', ['default 0', '"~^OPTIONS:." 1']),
    map('"$cors_preflight:$cors_origin"', '$cors_due', ['default ""', '"~^0:." response', '"~^1:." preflight']),
    ...credentials.map((header) => map('$cors_due', VARIABLES[header.name], [`default ${value(header)}`, '"" ""'])),
    ...exposeHeaders(policy).map((header) => mapOf('response', header)),
    ...preflightHeaders(policy).map((header) => mapOf('preflight', header)),
  ];
  const text = blocks.join('\n');
  return text.includes(DOLLAR) ? `geo $${DOLLAR_NAME} { default "$"; }\n${text}` : text;
}

const map = (source: string, target: string, lines: readonly string[]): string =>
  `map ${source} ${target} {\n${lines.map((line) => `    ${line};\n`).join('')}}`;

/** Exact texts are hashed, but nginx rejects long ones: those become regular expressions. */
function origins({ origins }: RenderedPolicy): readonly string[] {
  if (origins === '*') return ['default "*"'];
  const { exact, patterns } = splitOrigins(origins);
  const long = exact.filter((origin) => origin.length > LONGEST_KEY);
  return [
    'default ""',
    ...exact.filter((origin) => !long.includes(origin)).map((origin) => `"${origin}" "${origin}"`),
    ...[...long, ...patterns].map((pattern) => `"~${originRegex(pattern)}" $http_origin`),
  ];
}

/** What fits into a bucket of 64 bytes, nginx's default map_hash_bucket_size, with two pointers and a length. */
const LONGEST_KEY = 46;

/** In quotes, `$` starts a variable, and nginx has no escape for it except a variable. */
const DOLLAR_NAME = 'cors_dollar';
const DOLLAR = `$\{${DOLLAR_NAME}}`;

function value({ value }: CorsHeader): string {
  if ('text' in value) return `"${value.text.replaceAll('$', () => DOLLAR)}"`;
  return value.echo === 'Origin' ? '$http_origin' : '$http_access_control_request_headers';
}

/** For `server { }`, where it applies to every location and to nginx's own error pages. */
function server(policy: RenderedPolicy): string {
  const headers = [...originHeaders(policy), ...exposeHeaders(policy), ...preflightHeaders(policy)];
  return [
    ...CORS_HEADERS.map((name) => `proxy_hide_header ${name};`),
    ...headers.map(({ name }) => `add_header ${name} ${VARIABLES[name]} always;`),
    ...varyNames(policy).map((name) => `add_header Vary ${name} always;`),
    'if ($cors_preflight) { return 204; }',
  ].join('\n');
}
