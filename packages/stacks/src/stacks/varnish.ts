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

export const varnish: Stack = {
  id: 'varnish',
  title: 'Varnish',
  role: 'proxy',
  detect: (exchange) => [
    ...headerMark(exchange, 'x-varnish', /^\d+( \d+)?$/),
    ...headerMark(exchange, 'via', /\bvarnish\b/i),
    ...bodyMark(exchange, /<h1>Error \d{3} [^<]{0,80}<\/h1>\s{1,8}<p>[^<]{0,80}<\/p>\s{1,8}<h3>Guru Meditation/),
  ],
  render: (policy) => ({
    files: [
      {
        path: '/etc/varnish/cors.vcl',
        language: 'vcl',
        where: 'a new file beside default.vcl',
        code: vcl(policy),
      },
      {
        path: '/etc/varnish/default.vcl',
        language: 'vcl',
        where: 'right below vcl 4.1;',
        code: 'include "cors.vcl";',
      },
    ],
    steps: [
      'Remove every other Access-Control-… of this configuration, and what responds to OPTIONS.',
      'varnishd -C -f /etc/varnish/default.vcl > /dev/null',
      'systemctl reload varnish',
    ],
    pitfalls: [
      'The headers are set on delivery, not when the response is stored: one stored copy serves every origin.',
      'Synthetic responses use vcl_synth, all others vcl_deliver: headers have to be set in both.',
      'Varnish runs the parts of vcl_recv in the order of the files: include cors.vcl above your own.',
    ],
    verified: 'real-server',
    version: 'Varnish 7.1.1',
  }),
};

function vcl(policy: RenderedPolicy): string {
  return [
    block('sub vcl_recv', [block(`if (${IS_PREFLIGHT})`, ['return (synth(204));'])]),
    block('sub cors', [
      ...CORS_HEADERS.map((name) => `unset resp.http.${name};`),
      ...allowed(policy, [
        ...originHeaders(policy).map(set),
        block(`if (${IS_PREFLIGHT})`, preflightHeaders(policy).map(set)) + otherwise(exposeHeaders(policy).map(set)),
      ]),
      ...varyNames(policy).map(vary),
    ]),
    block('sub vcl_deliver', ['call cors;']),
    block('sub vcl_synth', ['call cors;', block(`if (${IS_PREFLIGHT})`, ['return (deliver);'])]),
  ].join('\n\n');
}

const IS_PREFLIGHT = 'req.method == "OPTIONS" && req.http.Access-Control-Request-Method';

/** The statements for allowed origins. */
function allowed({ origins }: RenderedPolicy, statements: readonly string[]): readonly string[] {
  if (origins === '*') return statements;
  const { exact, patterns } = splitOrigins(origins);
  const conditions = [
    ...exact.map((origin) => `req.http.Origin == "${origin}"`),
    ...patterns.map((pattern) => `req.http.Origin ~ "${originRegex(pattern)}"`),
  ];
  return [block(`if (${conditions.join(' ||\n    ')})`, statements)];
}

const block = (head: string, statements: readonly string[]): string =>
  `${head} {\n${statements.map((one) => `${one.replace(/^/gm, '  ')}\n`).join('')}}`;

const otherwise = (statements: readonly string[]): string => (statements.length > 0 ? block(' else', statements) : '');

/** Text in double quotes is literal; method and header names contain no double quote. */
const set = ({ name, value }: CorsHeader): string =>
  `set resp.http.${name} = ${'text' in value ? `"${value.text}"` : `req.http.${value.echo}`};`;

/** Adds to the existing value. */
const vary = (name: string): string =>
  `${block('if (resp.http.Vary)', [`set resp.http.Vary = resp.http.Vary + ", ${name}";`])}${block(' else', [`set resp.http.Vary = "${name}";`])}`;
