import type { ProxyFault } from './detected.js';
import type { Recipe, Removal } from './recipe.js';

type Removals = Readonly<Partial<Record<ProxyFault, readonly Removal[]>>>;

/** Statements in one file: examples, and the pattern that finds them. */
const inFile =
  (path: string) =>
  (pattern: RegExp, ...looks: readonly string[]): Removal => ({ path, looks, pattern: pattern.source });

const nginx = inFile('/etc/nginx/sites-enabled/default');
const apache = inFile('/etc/apache2/sites-enabled/000-default.conf');
const caddy = inFile('/etc/caddy/Caddyfile');
const haproxy = inFile('/etc/haproxy/haproxy.cfg');
const varnish = inFile('/etc/varnish/default.vcl');

/** A block with nothing else is removed entirely: Caddy 2.6 fails if only `defer` is left. */
const CADDY_BLOCK =
  /\bheader(?:[ \t]+@\S+)?[ \t]*\{\s*(?:(?:defer|[>+?-]?Access-Control-[^\n}]*)[ \t]*\n\s*)+\}|^[ \t]*(?:header(?:_down)?[ \t]+(?:[@/]\S+[ \t]+)?)?[>+?-]?Access-Control-\S+.*$/;

/** By stack: the statements to remove, so that the app's headers pass through. */
const REMOVALS: Readonly<Record<string, Removals>> = {
  nginx: {
    stripped: [nginx(/proxy_hide_header\s+["']?Access-Control-[^;]*;/, 'proxy_hide_header Access-Control-…;')],
    overwritten: [
      nginx(
        /(?:proxy_hide_header|add_header)\s+["']?Access-Control-[^;]*;/,
        'proxy_hide_header Access-Control-…;',
        'add_header Access-Control-… …;',
      ),
    ],
    doubled: [nginx(/add_header\s+["']?Access-Control-[^;]*;/, 'add_header Access-Control-… …;')],
    intercepted: [
      nginx(
        /if\s*\(\s*\$request_method\s*=\s*["']?OPTIONS["']?\s*\)\s*\{[^}]*\}/,
        'if ($request_method = OPTIONS) { … }',
      ),
    ],
    cached: [
      nginx(
        /(?:proxy_ignore_headers\b[^;]*|proxy_hide_header\s+)\bVary\b[^;]*;/,
        'proxy_ignore_headers … Vary …;',
        'proxy_hide_header Vary;',
      ),
    ],
  },
  apache: {
    stripped: [
      apache(
        /Header\s+(?:always\s+|onsuccess\s+)?unset\s+Access-Control-.*$/,
        'Header unset Access-Control-…',
        'Header always unset Access-Control-…',
      ),
    ],
    overwritten: [
      apache(
        /Header\s+(?:always\s+|onsuccess\s+)?(?:set|unset|edit\*?)\s+Access-Control-.*$/,
        'Header set Access-Control-… …',
        'Header always set Access-Control-… …',
      ),
    ],
    doubled: [
      apache(
        /Header\s+(?:always\s+|onsuccess\s+)?(?:set|add|append|merge)\s+Access-Control-.*$/,
        'Header always set Access-Control-… …',
        'Header add Access-Control-… …',
      ),
    ],
    intercepted: [
      apache(
        /RewriteCond\s+%\{REQUEST_METHOD\}\s+\S*OPTIONS\S*.*\n\s*RewriteRule\s.*$/,
        'RewriteCond %{REQUEST_METHOD} OPTIONS',
        'RewriteRule … [R=204,L]',
      ),
    ],
  },
  caddy: {
    stripped: [
      caddy(
        /^[ \t]*(?:header(?:_down)?[ \t]+(?:[@/]\S+[ \t]+)?)?-Access-Control-\S*[ \t]*$/,
        'header -Access-Control-…',
        'header_down -Access-Control-…',
      ),
    ],
    overwritten: [caddy(CADDY_BLOCK, 'header Access-Control-… …', 'header_down Access-Control-… …')],
    doubled: [caddy(CADDY_BLOCK, 'header Access-Control-… …', 'header_down +Access-Control-… …')],
    intercepted: [caddy(/^[ \t]*respond[ \t]+@\w+[ \t]+20[04][ \t]*$/, 'respond @… 204')],
  },
  haproxy: {
    stripped: [
      haproxy(
        /^[ \t]*http-(?:after-)?response[ \t]+del-header[ \t]+access-control-.*$/,
        'http-response del-header Access-Control-…',
      ),
    ],
    overwritten: [
      haproxy(
        /^[ \t]*http-(?:after-)?response[ \t]+(?:set|del|replace)-(?:header|value)[ \t]+access-control-.*$/,
        'http-response set-header Access-Control-… …',
      ),
    ],
    doubled: [
      haproxy(
        /^[ \t]*http-(?:after-)?response[ \t]+add-header[ \t]+access-control-.*$/,
        'http-response add-header Access-Control-… …',
      ),
    ],
    intercepted: [
      haproxy(
        /^[ \t]*http-request[ \t]+(?:return|deny)[ \t].*\bMETH_OPTIONS\b.*$/,
        'http-request return … if METH_OPTIONS',
      ),
    ],
    cached: [haproxy(/^[ \t]*http-response[ \t]+del-header[ \t]+vary\b.*$/, 'http-response del-header Vary')],
  },
  varnish: {
    stripped: [varnish(/unset\s+(?:be)?resp\.http\.Access-Control-[\w-]+\s*;/, 'unset beresp.http.Access-Control-…;')],
    overwritten: [
      varnish(/(?:un)?set\s+(?:be)?resp\.http\.Access-Control-[\w-]+[^;]*;/, 'set resp.http.Access-Control-… = …;'),
    ],
    doubled: [
      varnish(
        /set\s+(?:be)?resp\.http\.Access-Control-[\w-]+[^;]*;/,
        'set resp.http.Access-Control-… = resp.http.Access-Control-… + …;',
      ),
    ],
    intercepted: [
      varnish(/if\s*\(\s*req\.method\s*==\s*"OPTIONS"\s*\)\s*\{[^{}]*\}/, 'if (req.method == "OPTIONS") { … }'),
    ],
    cached: [varnish(/unset\s+beresp\.http\.Vary\s*;/, 'unset beresp.http.Vary;')],
  },
};

/** How a proxy passes the upstream's CORS headers through; undefined if the statements to remove are not known. */
export function passThrough(own: Recipe, by: ProxyFault): Recipe | undefined {
  const { stack, title, verified, version } = own;
  const removals = REMOVALS[stack]?.[by];
  if (!removals) return undefined;
  // The first step of each of these recipes removes existing statements.
  const [, ...reload] = own.steps;
  return {
    stack,
    title,
    files: [],
    removals,
    steps: [...reload, ...(by === 'cached' ? ['Purge the cache: it holds responses for other origins.'] : [])],
    pitfalls: ['The statements to remove may also be in an included file.'],
    verified,
    ...(version !== undefined && { version }),
  };
}
