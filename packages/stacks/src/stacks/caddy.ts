import { type CorsHeader, exposeHeaders, originHeaders, preflightHeaders, varyNames } from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const caddy: Stack = {
  id: 'caddy',
  title: 'Caddy',
  role: 'proxy',
  before: ['haproxy'],
  detect: (exchange) => headerMark(exchange, 'server', /^Caddy$/),
  render: (policy) => ({
    files: [
      {
        path: '/etc/caddy/Caddyfile',
        language: 'caddyfile',
        where: 'first inside the site block',
        code: site(policy),
      },
      {
        path: '/etc/caddy/Caddyfile',
        language: 'caddyfile',
        where: 'inside reverse_proxy { } or php_fastcgi { }, if there is one',
        code: 'header_down -Access-Control-*',
      },
    ],
    steps: [
      'Remove every other header Access-Control-… of this site, and what responds to OPTIONS.',
      'caddy validate --config /etc/caddy/Caddyfile',
      'caddy reload --config /etc/caddy/Caddyfile',
    ],
    pitfalls: [
      'basicauth, forward_auth, redir, handle and route run before respond, whatever their order in the file. Where there is one, write route { respond @cors_preflight 204 handle { … } } in place of the respond, with the rest of the site inside handle { }.',
      'header with defer is lost on the errors of Caddy itself, such as the 502 of reverse_proxy.',
      'Without header_down, the headers of the app are sent too, and browsers reject duplicates.',
    ],
    verified: 'real-server',
    version: 'Caddy 2.6.2',
  }),
};

function site(policy: RenderedPolicy): string {
  const allowed = allowing(policy);
  const actual = [...allowed, 'not {', ...PREFLIGHT.map(indented), '}'];
  return [
    ...matcher('cors_preflight', PREFLIGHT),
    ...header('cors_allowed', allowed, originHeaders(policy)),
    ...header('cors_response', actual, exposeHeaders(policy)),
    ...header('cors_permission', [...allowed, ...PREFLIGHT], preflightHeaders(policy)),
    ...varyNames(policy).map((name) => `header +Vary ${name}`),
    'respond @cors_preflight 204',
  ].join('\n');
}

const PREFLIGHT = ['method OPTIONS', 'header Access-Control-Request-Method *'];

/** Lines of one `header` are alternatives, but not together with a `header_regexp`. */
function allowing({ origins }: RenderedPolicy): readonly string[] {
  if (origins === '*') return [];
  const { exact, patterns } = splitOrigins(origins);
  return patterns.length === 0
    ? exact.map((origin) => `header Origin ${origin}`)
    : [`header_regexp Origin ${quoted([...exact, ...patterns].map(originRegex).join('|'))}`];
}

const matcher = (name: string, conditions: readonly string[]): readonly string[] => [
  `@${name} {`,
  ...conditions.map(indented),
  '}',
];

/** Set immediately, not deferred, so that Caddy's own errors have them. */
function header(name: string, conditions: readonly string[], headers: readonly CorsHeader[]): readonly string[] {
  if (headers.length === 0) return [];
  const lines = headers.map((one) => indented(`${one.name} ${value(one)}`));
  return conditions.length === 0
    ? ['header {', ...lines, '}']
    : [...matcher(name, conditions), `header @${name} {`, ...lines, '}'];
}

const value = ({ value }: CorsHeader): string => ('text' in value ? quoted(value.text) : `{header.${value.echo}}`);

const quoted = (text: string): string => `"${text}"`;

const indented = (line: string): string => `\t${line}`;
