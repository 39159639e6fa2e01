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

export const apache: Stack = {
  id: 'apache',
  title: 'Apache HTTP Server',
  role: 'proxy',
  before: ['caddy'],
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^Apache(\/|$)/),
    ...bodyMark(exchange, /<address>Apache\/[^<]{0,80}<\/address>/),
  ],
  render: (policy) => ({
    files: [
      {
        path: '/etc/apache2/sites-enabled/000-default.conf',
        language: 'apache',
        where: 'first inside <VirtualHost>, above every RewriteRule and ProxyPass',
        code: virtualHost(policy),
      },
    ],
    steps: [
      'Remove every other Header … Access-Control-… of this host and of its .htaccess files, and what responds to OPTIONS.',
      'a2enmod headers rewrite setenvif',
      'apachectl configtest && apachectl graceful',
    ],
    pitfalls: [
      'Header set and Header always set fill two lists, and both are sent: a header in both is duplicated. So both are cleared first.',
      'Without always, Apache omits a header from its own errors and from redirects.',
      'Rewrite rules of <VirtualHost> do not apply inside <Directory> and .htaccess, but they run first, before authentication.',
    ],
    verified: 'real-server',
    version: 'Apache 2.4.71',
  }),
};

function virtualHost(policy: RenderedPolicy): string {
  const header = (due: string) => (one: CorsHeader) =>
    `Header always set ${one.name} ${value(one)} "expr=reqenv('CORS') ${due}"`;
  return [
    ...allowing(policy),
    `SetEnvIfExpr "reqenv('CORS') == 'response' && ${IS_PREFLIGHT}" CORS=preflight`,
    ...CORS_HEADERS.flatMap((name) => [`Header unset ${name}`, `Header always unset ${name}`]),
    ...originHeaders(policy).map(header("!= ''")),
    ...exposeHeaders(policy).map(header("== 'response'")),
    ...preflightHeaders(policy).map(header("== 'preflight'")),
    ...varyNames(policy).map((name) => `Header always merge Vary ${name}`),
    'RewriteEngine On',
    `RewriteCond expr "${IS_PREFLIGHT}"`,
    'RewriteRule ^ - [R=204,L]',
  ].join('\n');
}

const IS_PREFLIGHT = "%{REQUEST_METHOD} == 'OPTIONS' && -n req_novary('Access-Control-Request-Method')";

/** Sets the variable CORS for an allowed origin. */
function allowing({ origins }: RenderedPolicy): readonly string[] {
  if (origins === '*') return ['SetEnvIf Request_URI ^ CORS=response'];
  const { exact, patterns } = splitOrigins(origins);
  return [
    ...exact.map((origin) => `SetEnvIfExpr "req_novary('Origin') == '${origin}'" CORS=response`),
    ...patterns.map((pattern) => `SetEnvIf Origin "${originRegex(pattern)}" CORS=response`),
  ];
}

/** In a text, `%` starts a format. */
const value = ({ value }: CorsHeader): string =>
  'text' in value ? `"${value.text.replaceAll('%', '%%')}"` : `"expr=%{req_novary:${value.echo}}"`;
